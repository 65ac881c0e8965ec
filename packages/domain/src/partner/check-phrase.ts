import { z } from 'zod';
import { type Context, permit, reachOf } from '../access/caller.ts';
import {
  type AccountClosed,
  type AccountNotFound,
  type Invalid,
  invalid,
  type Later,
  type NotPermitted,
} from '../errors.ts';
import type { Policy } from '../policy.ts';
import type { Ports, View } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { effectiveStatusOf } from '../tree/account.ts';
import { eventOf } from '../tree/event.ts';
import { policyOf } from '../tree/read-policy.ts';
import { type AccountId, AccountRef } from '../values/ids.ts';
import { issuesOf } from '../values/issues.ts';
import { later, secondsUntil } from '../values/later.ts';
import { present } from '../values/present.ts';
import { spoken, VerificationPhrase } from '../values/verification-phrase.ts';

/** What `partners.checkPhrase` takes, as plain data. */
const checkPhraseSchema = z
  .strictObject({ partner: z.union([z.string(), z.number()]), phrase: VerificationPhrase })
  .readonly();
export interface CheckPhraseInput extends z.input<typeof checkPhraseSchema> {}

export type CannotCheckPhrase =
  | NotPermitted
  | AccountNotFound
  | AccountClosed
  | Invalid
  | Later<'TooManyTries' | 'Busy' | 'Unavailable'>;

/**
 * Whether a phrase, as it was heard, is the one that a partner within the caller's reach is known by.
 * Needs `read`. A partner that has none matches none, at the same cost; one that is suspended is known
 * by its phrase as before, one that is closed, or beneath one that is, is `AccountClosed`.
 *
 * Phrases can be guessed: each try counts before it is made, one that matches is taken back, and when
 * policy's tries at signing in are used up by one partner, all are refused until the window is over.
 * Each answer stands in the history. It is never part of a host's transaction: what is rolled back
 * would be a try that nobody counted.
 */
export const checkPhrase =
  (ports: Ports) =>
  async (
    input: CheckPhraseInput,
    context: Omit<Context, 'tx'>,
  ): Promise<Result<{ readonly matches: boolean }, CannotCheckPhrase>> => {
    const { persistence, hasher, clock, ids } = ports;
    context.signal?.throwIfAborted();
    const permitted = permit(context.caller, 'read');
    if (!permitted.ok) return permitted;
    const parsed = checkPhraseSchema.safeParse(present(input), { reportInput: true });
    if (!parsed.success) return err(invalid(issuesOf(parsed.error)));
    const ref = AccountRef.safeParse(parsed.data.partner);
    if (!ref.success) return err({ kind: 'AccountNotFound' });
    const known = await persistence.read((view) => look(view, context, ref.data));
    if (known === undefined) return err({ kind: 'AccountNotFound' });
    if (known.isClosed) return err({ kind: 'AccountClosed' });
    const { accountId, phraseHash, policy } = known;
    const tried = await countTry(ports, accountId, policy);
    if (!tried.ok) return tried;
    const verified = await hasher.verify(spoken(parsed.data.phrase), phraseHash ?? '');
    const matches = verified.ok && verified.value && phraseHash !== undefined;
    const noted = await persistence.transact<void, never>(async ({ access, records }) => {
      const { lookup, until } = tried.value;
      // What was not looked at, or was right, is no try that counts.
      if (matches || !verified.ok) await access.removeTry(lookup, until);
      // Not refused in here, which would undo that.
      if (!verified.ok) return ok(undefined);
      const kind = matches ? 'PhraseMatched' : 'PhraseMistaken';
      const event = { id: ids.uuid(), kind, accountId, at: clock.now() } as const;
      await records.addEvent(eventOf(event, context));
      return ok(undefined);
    });
    if (!noted.ok) return noted;
    return verified.ok ? ok({ matches }) : verified;
  };

async function look({ accounts, records }: View, { caller }: Context, ref: AccountRef) {
  const found = await accounts.findPartner(reachOf(caller), ref);
  if (found === undefined) return undefined;
  const { account, phraseHash } = found;
  const lineage = await accounts.lineage(reachOf(caller), account.id);
  return {
    accountId: account.id,
    phraseHash,
    isClosed: lineage !== undefined && effectiveStatusOf(lineage) === 'closed',
    policy: await policyOf(records),
  };
}

async function countTry(
  { persistence, secrets, clock }: Ports,
  accountId: AccountId,
  { signIn }: Policy,
) {
  const [lookup] = secrets.derive('tries', `phrase ${accountId}`);
  const now = clock.now();
  return persistence.transact<
    { readonly lookup: string; readonly until: Date },
    Later<'TooManyTries'>
  >(async ({ access }) => {
    const { count, until } = await access.addTry(lookup, later(now, signIn.window), now);
    return count > signIn.limit
      ? err({ kind: 'TooManyTries', retryAfter: secondsUntil(until, now) })
      : ok({ lookup, until });
  });
}
