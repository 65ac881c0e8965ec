import type { Explain } from '../../description.ts';
import { outcomeSamples } from '../../openapi/outcome-samples.ts';
import { answers, refused } from './errors.ts';
import { SubAccountErrors } from './schemas.ts';

const samples = outcomeSamples(['body', 'email']);

/** What an outcome is, by the table that it is answered from, and an example of the answer. */
export const explain: Explain = (kind) => {
  const { status, detail } = answers[kind];
  const example: unknown = JSON.parse(refused(samples[kind]).content?.text ?? 'null');
  return {
    status,
    detail,
    content: { 'application/json': { schema: SubAccountErrors, examples: { [kind]: example } } },
  };
};
