import type { AccountView } from '@tenantry/domain';
import { asWholeOperator } from '../application/as-operator.ts';
import { attempted, doneOf, jsonLine } from '../application/attempt.ts';
import { knownAccount } from '../application/named-account.ts';
import { valueOf } from '../ending/exit.ts';
import type { Flags } from '../said/flags.ts';
import { accountHead } from '../shown/account-head.ts';
import { type Confirmable, confirmed, demandAnswer } from '../terminal/confirmed.ts';
import { inLines, onOneLine } from '../terminal/on-one-line.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

export type Verb = 'suspend' | 'reactivate' | 'close';

/** What is asked before, and the words that agree to it. */
type Question = (account: AccountView) => readonly [string, readonly string[]];

const questions: Readonly<Record<Verb, Question | undefined>> = {
  suspend: (account) => [
    `Suspend ${titleOf(account)} and all beneath it? Keys, passwords, tokens and links open nothing, and mail waits, until it is reactivated. [y/N] `,
    ['y', 'yes'],
  ],
  reactivate: undefined,
  close: (account) => [
    [
      `Closing ${titleOf(account)} is final: nobody can open it again.`,
      'It ends every membership in it and beneath it, and every key, password, token and link there.',
      'Its references, its name and its address stay taken.',
      `Type ${account.number}, its number, or its name to close it: `,
    ].join('\n'),
    [`${account.number}`, onOneLine(account.name)],
  ],
};

/**
 * Suspends, reactivates or closes an account. What takes something from people asks first, or takes
 * `--yes`. The operator acts for the whole installation where no `--as` says otherwise: nobody
 * changes the account that it acts for.
 */
export const changeStatus = async (
  verb: Verb,
  named: string,
  options: Confirmable,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const question = questions[verb];
  if (question !== undefined) demandAnswer(verb, options, surroundings);
  await asWholeOperator(flags, surroundings, async (app, context) => {
    const account = await knownAccount(app, named, context);
    if (question !== undefined && options.yes !== true) {
      const [text, agreeing] = question(valueOf(await app.accounts.find(account, context)));
      await confirmed(text, agreeing, surroundings);
    }
    const changed = await app.accounts[verb](account, attempted(context, options.idempotencyKey));
    const { value, replayed } = doneOf(changed, surroundings);
    surroundings.out(options.json === true ? jsonLine(jsonOf(value), replayed) : textOf(value));
  });
};

const titleOf = ({ name, kind, number }: AccountView): string =>
  `${onOneLine(name)} (${kind} ${number})`;

const jsonOf = (account: AccountView): string =>
  JSON.stringify({ ...accountHead(account), effectiveStatus: account.effectiveStatus });

const textOf = ({ name, kind, id, number, status, effectiveStatus }: AccountView): string =>
  inLines([
    `account         ${name} (${kind})`,
    `id              ${id} (number ${number})`,
    `status          ${status}${effectiveStatus === status ? '' : `, in effect ${effectiveStatus}`}`,
  ]);
