/**
 * `pnpm bench`: measures Tenantry beside what does the same without it and prints a table, `--json` a
 * list of lines instead. `pnpm bench relay import` measures those files of rows/ alone; `--brief` does
 * little of everything, to see that it runs. Ends with 1 where a row does not hold or could not be
 * measured.
 */
import { parseArgs } from 'node:util';
import { comparisons } from './comparisons.ts';
import { lineOf, machine, type Result, tableHead, tableLine } from './report.ts';
import { brief, type Comparison, whole } from './row.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    brief: { type: 'boolean', default: false },
  },
});
const chosen = positionals.length > 0 ? positionals : Object.keys(comparisons);
const unknown = chosen.filter((name) => comparisons[name] === undefined);
if (unknown.length > 0)
  throw new Error(
    `no such rows: ${unknown.join(', ')}; there are ${Object.keys(comparisons).join(', ')}`,
  );
const extent = values.brief ? brief : whole;

const resultsOf = async ({ rows, measure }: Comparison): Promise<readonly Result[]> => {
  const outcomes = await measure(extent).catch((fault: unknown) => String(fault));
  return Object.entries(rows).map(([name, row]) => {
    const fault = typeof outcomes === 'string' ? outcomes : 'was not measured';
    const outcome = typeof outcomes === 'string' ? undefined : outcomes[name];
    return { ...row, outcome: outcome ?? { fault } };
  });
};

const lines = [];
if (!values.json) console.log(`${machine()}\n\n${tableHead}`);
for (const name of chosen) {
  const comparison = comparisons[name];
  if (comparison === undefined) continue;
  const measured = (await resultsOf(comparison)).map(lineOf);
  lines.push(...measured);
  if (!values.json) for (const line of measured) console.log(tableLine(line));
}
if (values.json) console.log(JSON.stringify(lines, null, 2));
process.exitCode = lines.every(({ holds }) => holds) ? 0 : 1;
