import type { Explain } from '../../description.ts';
import { exampleRequestId } from '../../openapi/examples.ts';
import { outcomeSamples } from '../../openapi/outcome-samples.ts';
import { answers, refused } from './errors.ts';
import { issueCodes } from './issue-codes.ts';
import { PartnerConstraints, PartnerRefusal } from './schemas.ts';

const samples = outcomeSamples(['contact', 'email']);

const issues = [...Map.groupBy(Object.entries(issueCodes), ([, number]) => number)].map(
  ([number, named]) => `${number} ${named.map(([name]) => name).join(', ')}`,
);

/** What an outcome is, by the table that it is answered from, and an example of the answer. */
export const explain: Explain = (kind) => {
  const { status, message, constraint } = answers[kind];
  const { content } = refused(samples[kind], exampleRequestId);
  const schema = status === 409 ? PartnerConstraints : PartnerRefusal;
  const example = schema.parse(JSON.parse(content?.text ?? 'null'));
  return {
    status,
    code: String(example.errorCode),
    detail: detailOf(),
    content: {
      'application/json': {
        schema,
        examples: { [kind]: example },
      },
    },
  };

  function detailOf(): string {
    if (kind === 'Invalid') return `What is wrong with each attribute: ${issues.join('; ')}.`;
    if (constraint === undefined) return message;
    const { attribute, message: said, errorCode } = constraint;
    const sample = samples[kind];
    const isPlaced = 'path' in sample && sample.path.length > 0;
    return `${isPlaced ? 'An attribute' : `\`${attribute}\``} ${said} (${errorCode}).`;
  }
};
