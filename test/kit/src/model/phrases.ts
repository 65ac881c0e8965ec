import {
  type CheckPhraseInput,
  type Context,
  err,
  type Failure,
  invalid,
  issuesOf,
  ok,
  type Result,
  spoken,
  VerificationPhrase,
} from '@tenantry/domain';
import { asking, type Expected, refused } from './expected.ts';
import type { Model } from './model.ts';
import { happenedBy } from './owed.ts';
import { nodeIn, statusOf } from './tree.ts';
import { countTry, tooMany } from './tries.ts';

/** What `partners.checkPhrase` has to answer. A wrong one is a try; a right one is none. */
export const checkingPhrase = (
  model: Model,
  { partner, phrase: given }: CheckPhraseInput,
  context: Context,
): Expected<{ readonly matches: boolean }> =>
  asking(context, 'read', parsed(given), (phrase) => {
    const node = nodeIn(model, context.caller, partner);
    if (node?.partner === undefined) return refused({ kind: 'AccountNotFound' });
    if (statusOf(model, node.account) === 'closed') return refused({ kind: 'AccountClosed' });
    const { signIn } = model.policy;
    const subject = `phrase ${node.account.id}`;
    const tooOften = tooMany(model, subject, signIn);
    if (tooOften !== undefined) return refused(tooOften);
    const matches = node.phrase !== undefined && spoken(node.phrase) === spoken(phrase);
    return {
      value: () => ({ matches }),
      keep: () => {
        if (!matches) countTry(model, subject, signIn);
        happenedBy(model, matches ? 'PhraseMatched' : 'PhraseMistaken', node.account.id, context);
      },
    };
  });

function parsed(given: string): Result<VerificationPhrase, Failure> {
  const phrase = VerificationPhrase.safeParse(given, { reportInput: true });
  if (phrase.success) return ok(phrase.data);
  return err(invalid(issuesOf(phrase.error).map((found) => ({ ...found, path: ['phrase'] }))));
}
