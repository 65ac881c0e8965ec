import {
  afterFailure,
  asciiAddress,
  invitationToken,
  type Letter,
  type MailReport,
  type Secrets,
} from '@tenantry/domain';
import { same } from '../contract/expect.ts';
import { publicUrl } from '../tale/world.ts';
import { after, type Model, type Owed } from './model.ts';
import { membersOf } from './numbered.ts';
import { statusOf } from './tree.ts';

/** What a round of mail has to do: which letters go out, and what becomes of what is owed. */
export const demandDelivered = (
  model: Model,
  secrets: Secrets,
  sent: readonly Letter[],
  report: MailReport,
): void => {
  const fates = model.owed.map((owed) => fateOf(model, secrets, owed));
  const letters = fates.flatMap(({ letter }) => letter ?? []).toSorted(byLink);
  const found = sent.map(({ id: _, ...letter }) => letter).toSorted(byLink);
  same(found, letters, 'other letters went out than the model says');
  const failed = letters.filter((letter) => outcomeOf(letter) !== 'sent').length;
  const expected = { sent: letters.length - failed, failed };
  same(report, expected, 'what is told of the mail is not what happened');
  const left = fates.flatMap(({ owed, ...fate }) => leftOf(model, owed, fate, sent));
  model.owed.splice(0, model.owed.length, ...left);
};

type Unnamed = Omit<Letter, 'id'>;

interface Fate {
  readonly owed: Owed;
  readonly kind: 'waits' | 'isHeld' | 'isSuperseded' | 'goesOut';
  readonly letter?: Unnamed;
}

function fateOf(model: Model, secrets: Secrets, owed: Owed): Fate {
  if (owed.dueAt > model.now) return { owed, kind: 'waits' };
  const node = model.nodes.find((other) =>
    membersOf(other).some(({ id }) => id === owed.membershipId),
  );
  const member = node && membersOf(node).find(({ id }) => id === owed.membershipId);
  if (node === undefined || member?.status !== 'invited') return { owed, kind: 'isSuperseded' };
  const { id, email, name, invitation } = member;
  if (invitation?.generation !== owed.generation || invitation.until <= model.now)
    return { owed, kind: 'isSuperseded' };
  if (statusOf(model, node.account) !== 'active') return { owed, kind: 'isHeld' };
  const { generation, hash, until } = invitation;
  const token = invitationToken(secrets, { id, generation, email }, hash);
  const letter: Unnamed = {
    kind: 'invitation',
    to: { name, address: asciiAddress(email) },
    accountName: node.account.name,
    brand: model.policy.brand,
    link: `${publicUrl}/invitations/${token}`,
    until,
  };
  return { owed, kind: 'goesOut', letter };
}

/** What is owed afterwards: a message that failed, later; one that is held, when it may be free. */
function leftOf(
  model: Model,
  owed: Owed,
  { kind, letter }: Omit<Fate, 'owed'>,
  sent: readonly Letter[],
): readonly Owed[] {
  if (kind === 'waits') return [owed];
  if (kind === 'isHeld') return [{ ...owed, dueAt: after(model.now, heldSeconds) }];
  const id = sent.find(({ link }) => link === letter?.link)?.id;
  if (letter === undefined || id === undefined || outcomeOf(letter) !== 'failed') return [];
  const { attempts } = owed;
  const settled = afterFailure({ id, fence: 0, attempts }, model.now);
  return settled.state === 'retry'
    ? [{ ...owed, dueAt: settled.at, attempts: settled.attempts }]
    : [];
}

const heldSeconds = 600;

/** As the letters of a tale are answered: by what stands before the `@`. */
const outcomeOf = ({ to: { address } }: Unnamed): 'sent' | 'refused' | 'failed' =>
  address.startsWith('refused@') ? 'refused' : address.startsWith('failed@') ? 'failed' : 'sent';

const byLink = (a: Unnamed, b: Unnamed): number => (a.link < b.link ? -1 : 1);
