import { expect, it } from 'vitest';
import { z } from 'zod';
import { serveAll, textIn } from '../openapi/served.ts';
import { textOf } from './documents.ts';

/** A problem, as far as it is the same whoever gets it. */
const Problem = z.object({ status: z.int(), code: z.string(), detail: z.string() });
type Problem = z.infer<typeof Problem>;

it('docs/api.md: its table of errors is what the interface answers', async () => {
  const http = await serveAll();
  const document: unknown = JSON.parse(await textIn(http));
  const ofMethods = await http.fetch(
    new Request('https://tenantry.test/v1/accounts', { method: 'DELETE' }),
  );
  const problems = [...problemsIn(document), Problem.parse(await ofMethods.json())];
  const rows = [...Map.groupBy(problems, rowOf)].map(
    ([row, those]) => `| ${row.replace('CODES', codesOf(those))} |`,
  );
  expect(rows.length).toBeGreaterThan(20);
  const shown = [...textOf('docs/api.md').matchAll(/^\| [45]\d\d \| `.*$/gm)].map(([row]) => row);
  expect(shown).toEqual(rows.toSorted());
});

const rowOf = ({ status, detail }: Problem): string => `${status} | CODES | ${detail}`;

const codesOf = (problems: readonly Problem[]): string =>
  [...new Set(problems.map(({ code }) => `\`${code}\``))].toSorted().join(', ');

/** Every example of a problem under `/v1`, by the references that lead to it. */
function problemsIn(document: unknown): readonly Problem[] {
  const at = (value: unknown, step: string): unknown =>
    typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
  const resolved = (value: unknown): unknown => {
    const ref = at(value, '$ref');
    return typeof ref === 'string' ? ref.split('/').slice(1).reduce(at, document) : value;
  };
  const within = (value: unknown, ...steps: readonly string[]): unknown =>
    steps.reduce((found, step) => resolved(at(found, step)), value);
  const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] =>
    typeof value === 'object' && value !== null ? Object.entries(value) : [];

  return entriesOf(at(document, 'paths'))
    .filter(([path]) => path.startsWith('/v1/'))
    .flatMap(([, operations]) => entriesOf(operations))
    .flatMap(([, operation]) => entriesOf(at(operation, 'responses')))
    .flatMap(([, response]) =>
      entriesOf(within(resolved(response), 'content', 'application/problem+json', 'examples')),
    )
    .map(([, example]) => Problem.parse(within(resolved(example), 'value')));
}
