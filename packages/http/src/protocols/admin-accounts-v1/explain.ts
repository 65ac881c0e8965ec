import type { Failure } from '@tenantry/domain';
import type { Explain } from '../../description.ts';
import { outcomeSamples } from '../../openapi/outcome-samples.ts';
import type { Refusal } from '../../route.ts';
import { inEachFormat } from './describe.ts';
import { answers, placeNames, refused } from './errors.ts';
import { AccountRegisterError, AccountRegisterErrorXml } from './schemas.ts';

const samples = outcomeSamples(['Email']);

const places = [...placeNames.values(), 'Body'].join(', ');
const oneFault =
  'One fault alone is told by a code of its own, which is its place and what is wrong there: ' +
  `\`EmailRequired\`. Places are ${places}.`;

/** What an outcome is, by the table that it is answered from, and examples of the answer. */
export const explain: Explain = (kind) => {
  const { status, code, reason } = answers[kind === 'Invalid' ? 'SeveralFaults' : kind];
  const outcomes: Readonly<Record<string, Failure | Refusal>> = {
    [kind]: samples[kind],
    ...(kind === 'NotAuthenticated' ? { NoProof: { kind, reason: 'missing' } } : {}),
  };
  return {
    status,
    code,
    ...(kind === 'NotAuthenticated' ? { otherCodes: [answers.NoProof.code] } : {}),
    detail: kind === 'Invalid' ? `${reason} ${oneFault}` : reason,
    content: inEachFormat(
      {
        schema: AccountRegisterError,
        examples: examplesOf(outcomes, (Error) => ({ Error, ResponseData: null })),
      },
      {
        schema: AccountRegisterErrorXml,
        examples: examplesOf(outcomes, (Error) => ({ Error })),
      },
    ),
  };
};

/** By the way of JSON, whatever they are to be: the format says nothing of its own. */
const examplesOf = (
  outcomes: Readonly<Record<string, Failure | Refusal>>,
  envelope: (error: unknown) => object,
): Readonly<Record<string, object>> =>
  Object.fromEntries(
    Object.entries(outcomes).map(([name, outcome]) => {
      const { content } = refused(outcome, 'application/json');
      const { Error } = AccountRegisterError.parse(JSON.parse(content?.text ?? 'null'));
      return [name, envelope(Error)];
    }),
  );
