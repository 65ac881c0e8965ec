import type { AccountId, NewEvent, Policy, Result, Secrets, Unit } from '@tenantry/domain';
import { base64url } from '../stand-ins/bytes.ts';
import { sha256 } from '../stand-ins/sha256.ts';
import type { Invented } from './invented.ts';

/** What everything of one seed is made with, inside the unit that stores it. */
export interface Planting {
  readonly unit: Unit;
  readonly invented: Invented;
  readonly policy: Policy;
  readonly now: Date;
  readonly secrets: Secrets | undefined;
}

/** What was made, or a fault: what is invented has nothing in common with anything else. */
export const sure = <T>(made: Result<T, unknown>): T => {
  if (made.ok) return made.value;
  throw new Error(`the store cannot be seeded so: ${JSON.stringify(made.error)}`);
};

/** One line of the history, as each account that is made has one. */
export const record = (
  { unit, invented, now }: Planting,
  kind: NewEvent['kind'],
  accountId: AccountId,
): Promise<void> =>
  unit.records.addEvent({
    id: invented.uuid(),
    kind,
    accountId,
    actor: 'operator:seed',
    channel: 'seed',
    at: now,
  });

export const digest = (text: string): string => base64url(sha256(text));

/** What is kept of a generated password. */
export const hashOf = (password: string): string => `sha256:${digest(password)}`;
