import {
  type Account,
  type AccountId,
  type AccountRegister,
  type ApiKeyId,
  type App,
  type Customer,
  defaultPolicy,
  EmailAddress,
  type Initialised,
  type MembershipId,
  type NewEvent,
  type Partner,
  Policy,
  type Power,
} from '@tenantry/domain';
import { rules } from '../tale/world.ts';

/**
 * What an installation knows, as plain data without a store: what the answers of an application are
 * compared with. It grows with each answer, and is looked through from one end to the other.
 */
export interface Model {
  readonly policy: Policy;
  now: Date;
  /** In the order in which they were made; the first is the master account. */
  readonly nodes: Node[];
  readonly users: Person[];
  readonly apps: App[];
  readonly keys: Key[];
  readonly kept: Kept[];
  readonly owed: Owed[];
  readonly tries: Map<string, { readonly count: number; readonly until: Date }>;
  readonly events: Event[];
}

/** An account with what it is besides; a master account is nothing besides. */
export interface Node {
  account: Account;
  readonly customer?: Customer;
  partner?: Partner;
  readonly register?: AccountRegister;
}

/** Somebody who can sign in, to one account. */
export interface Person {
  readonly accountId: AccountId;
  readonly email: EmailAddress;
  readonly userName?: string;
  readonly password: string;
  /** Of a generated password that was not used yet. */
  lapsesAt?: Date;
  readonly isGenerated: boolean;
}

export interface Key {
  readonly id: ApiKeyId;
  readonly accountId: AccountId;
  readonly power: Power;
  readonly text: string;
}

/** The answer to an attempt that had an idempotency key. */
export interface Kept {
  readonly lookup: string;
  readonly asked: string;
  readonly answer: object;
  /** The part that is shown for a time alone. */
  readonly secret: object;
  readonly accountId: AccountId;
  readonly madeAt: Date;
}

/** Mail to a contact or a user who was invited. */
export interface Owed {
  readonly membershipId: MembershipId;
  readonly generation: number;
  dueAt: Date;
  attempts: number;
}

export type Event = Pick<NewEvent, 'kind' | 'accountId' | 'actor' | 'channel' | 'at'>;

/** The installation as a tale begins. */
export const modelOf = ({ account, key, user }: Initialised, now: Date): Model => {
  const policy = Policy.parse({ ...defaultPolicy, ...rules });
  return {
    policy,
    now,
    nodes: [{ account }],
    users: [
      {
        accountId: account.id,
        email: EmailAddress.parse(user.email),
        userName: user.userName,
        password: user.password?.reveal() ?? '',
        lapsesAt: after(now, policy.lifetimes.generatedPassword),
        isGenerated: true,
      },
    ],
    apps: [],
    keys: [{ id: key.id, accountId: account.id, power: 'manage', text: key.text?.reveal() ?? '' }],
    kept: [],
    owed: [],
    tries: new Map(),
    events: [
      {
        kind: 'MasterOpened',
        accountId: account.id,
        actor: 'operator:tale',
        channel: 'cli',
        at: now,
      },
    ],
  };
};

export const after = (time: Date, seconds: number): Date =>
  new Date(time.getTime() + seconds * 1000);
