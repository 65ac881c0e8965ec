/** `pnpm walls`: what every module of the repository may import, held against the rules. */
import process from 'node:process';
import { cruiseWalls, stands } from './cruise-walls.ts';
import { repository } from './sources.ts';

const report = await cruiseWalls(repository);

for (const { from, rule, to } of report.violations) console.error(`${rule}: ${from} -> ${to}`);
if (!report.compiled) console.error('not compiled: dependency-cruiser found no TypeScript to use');
for (const source of report.unread) console.error(`not read: ${source}`);

const { dependencies, modules, violations } = report;
const found = violations.length === 0 ? 'no violations' : `${violations.length} violations`;
console.log(`${modules} modules, ${dependencies} dependencies, ${found}`);
process.exitCode = stands(report) ? 0 : 1;
