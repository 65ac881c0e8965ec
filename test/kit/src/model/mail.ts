import { afterFailure, type Letter, type MailReport } from '@tenantry/domain';
import { same } from '../contract/expect.ts';
import { letterOf, type Unnamed, type Unwritten } from './letters.ts';
import { after, type Message, type Model } from './model.ts';

/** What a round of mail has to do: which letters go out, and what becomes of what is owed. */
export const demandDelivered = (
  model: Model,
  sent: readonly Letter[],
  report: MailReport,
): void => {
  const due = model.mail.filter(({ state, dueAt }) => state === 'due' && dueAt <= model.now);
  const fates = due.map((message) => ({ message, letter: letterOf(model, message) }));
  const letters = fates.flatMap(({ letter }) =>
    letter === 'superseded' || 'heldSince' in letter ? [] : [letter],
  );
  const found = sent.map(({ id: _, ...letter }) => letter);
  same(
    found.map(inOrder).toSorted(),
    letters.map(inOrder).toSorted(),
    'other letters went out than the model says',
  );
  const failed = letters.filter((letter) => outcomeOf(letter) !== 'sent').length;
  const expected = { sent: letters.length - failed, failed };
  same(report, expected, 'what is told of the mail is not what happened');
  for (const { message, letter } of fates)
    Object.assign(message, settled(model, message, letter, sent));
};

/** What becomes of a message: one that failed is due later; one that is held, when it may be free. */
function settled(
  { now }: Model,
  { attempts }: Message,
  letter: Unnamed | Unwritten,
  sent: readonly Letter[],
): Partial<Message> {
  if (letter === 'superseded') return { state: letter };
  if ('heldSince' in letter) {
    const seconds = (now.getTime() - letter.heldSince.getTime()) / 1000;
    const again = after(now, Math.min(Math.max(seconds, shortestHold), longestHold));
    return { dueAt: again, owedAt: again };
  }
  const outcome = outcomeOf(letter);
  if (outcome === 'sent') return { state: outcome };
  const reason = 'as its address says';
  if (outcome === 'refused') return { state: 'undeliverable', attempts: attempts + 1, reason };
  const id = sent.find(({ id: _, ...other }) => inOrder(other) === inOrder(letter))?.id ?? '';
  const settlement = afterFailure({ id, fence: 0, attempts }, now);
  return settlement.state === 'retry'
    ? { dueAt: settlement.at, attempts: settlement.attempts, reason }
    : { state: 'undeliverable', attempts: attempts + 1, reason };
}

const shortestHold = 15;
const longestHold = 600;

/** As the letters of a tale are answered: by what stands before the `@`. */
const outcomeOf = ({ to: { address } }: Unnamed): 'sent' | 'refused' | 'failed' =>
  address.startsWith('refused@') ? 'refused' : address.startsWith('failed@') ? 'failed' : 'sent';

const inOrder = (letter: Unnamed): string =>
  JSON.stringify(Object.entries(letter).toSorted(([a], [b]) => (a < b ? -1 : 1)));
