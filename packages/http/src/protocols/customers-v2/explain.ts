import type { Explain } from '../../description.ts';
import { exampleRequestId } from '../../openapi/examples.ts';
import { outcomeSamples } from '../../openapi/outcome-samples.ts';
import { answers, missingProof, refused } from './errors.ts';
import { CustomerError } from './schemas.ts';

const samples = outcomeSamples(['customer', 'name']);

/** What an outcome is, by the table that it is answered from, and an example of the answer. */
export const explain: Explain = (kind) => {
  const { status, errorCode, issue } = answers[kind];
  const isProof = kind === 'NotAuthenticated';
  return {
    status,
    code: errorCode,
    ...(isProof ? { otherCodes: [missingProof.errorCode] } : {}),
    detail: issue,
    content: {
      'application/json': {
        schema: CustomerError,
        examples: {
          [kind]: bodyOf(samples[kind]),
          ...(isProof ? { NoProof: bodyOf({ kind, reason: 'missing' }) } : {}),
        },
      },
    },
  };
};

const bodyOf = (outcome: Parameters<typeof refused>[0]): unknown =>
  JSON.parse(refused(outcome, exampleRequestId).content?.text ?? 'null');
