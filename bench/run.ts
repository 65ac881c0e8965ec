/**
 * `pnpm bench`: measures Tenantry beside what does the same without it and prints a table, `--json` a
 * list of lines instead; how long each comparison took is said on standard error. `pnpm bench relay
 * import` measures those files of rows/ alone; `--brief` does little of everything, to see that it runs;
 * `--write` has README.md quote what was seen. Ends with 1 where a row does not hold or could not be
 * measured.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { comparisons } from './comparisons.ts';
import { measured } from './measured.ts';
import { quoted } from './quoted.ts';
import { type Line, machine, tableHead, tableLine } from './report.ts';
import { brief, whole } from './row.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    brief: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
if (values.write && (values.brief || positionals.length > 0))
  throw new Error('only what all of it came to is quoted: --write stands alone, or with --json');
const chosen = positionals.length > 0 ? positionals : Object.keys(comparisons);
const unknown = chosen.filter((name) => comparisons[name] === undefined);
if (unknown.length > 0)
  throw new Error(
    `no such rows: ${unknown.join(', ')}; there are ${Object.keys(comparisons).join(', ')}`,
  );
const extent = values.brief ? brief : whole;

// An exit ends what was started, and removes what it wrote; a signal alone would leave it behind.
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => process.exit(status));

const lines: Line[] = [];
if (!values.json) console.log(`${machine()}\n\n${tableHead}`);
for (const name of chosen) {
  const comparison = comparisons[name];
  if (comparison === undefined) continue;
  const begun = performance.now();
  const seen = await measured(comparison, extent);
  console.error(`${name}: ${Math.round((performance.now() - begun) / 1000)} s`);
  lines.push(...seen);
  if (!values.json) for (const line of seen) console.log(tableLine(line));
}
if (values.json) console.log(JSON.stringify(lines, null, 2));
if (values.write) {
  const document = new URL('README.md', import.meta.url);
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync(
    document,
    quoted(readFileSync(document, 'utf8'), lines, `On ${day}, ${machine()}:`),
  );
}
process.exitCode = lines.every(({ holds }) => holds) ? 0 : 1;
