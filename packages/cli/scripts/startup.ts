/**
 * Measures how long the program that is shipped takes to start, against a Node.js that does nothing,
 * and fails where a list of an empty database takes more than four times as long. No test: on a
 * machine that does much else the figures say little. `pnpm startup [RUNS]`
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How many times as long as `node -e 0`. */
const most = 4;
const runs = Number(process.argv[2] ?? 15);
const main = join(import.meta.dirname, '../dist/tenantry.cjs');
const folder = mkdtempSync(join(tmpdir(), 'tenantry-startup-'));

const environment = {
  PATH: process.env['PATH'],
  TENANTRY_SECRET: 'a secret of this measurement with 32 bytes or more',
};

/** Seconds: of the clock, and of all processors. */
interface Taken {
  readonly wall: number;
  readonly cpu: number;
}

/** bash tells what a process of its own took; Node.js does not. */
function taken(words: readonly string[]): Taken {
  const script = 'TIMEFORMAT="%3R %3U %3S"; time "$@" > /dev/null';
  const shell = ['--norc', '-c', script, 'bash', process.execPath, ...words];
  const { status, stderr } = spawnSync('bash', shell, {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
  });
  const [wall = 0, user = 0, system = 0] = stderr.trim().split(/\s+/).slice(-3).map(Number);
  if (status !== 0) throw new Error(`${words.join(' ')} failed: ${stderr}`);
  return { wall, cpu: user + system };
}

const median = (figures: readonly number[]): number =>
  figures.toSorted((one, other) => one - other)[Math.floor(figures.length / 2)] ?? 0;

const commands = [
  ['node -e 0', ['-e', '0']],
  ['--version', [main, '--version']],
  ['--help', [main, '--help']],
  ['complete', [main, 'complete', '--', 'customer', '']],
  ['customer list --json', [main, 'customer', 'list', '--json']],
] as const;

try {
  taken([main, 'init', '--name', 'Root', '--email', 'root@example.com']);
  const figures = commands.map(([name, words]) => ({
    name,
    words,
    taken: [taken(words)].slice(1),
  }));
  // One after another, so that whatever else the machine does concerns all of them.
  for (let run = 0; run < runs; run++)
    for (const each of figures) each.taken.push(taken(each.words));
  const told = figures.map((each) => ({
    command: each.name,
    wall: median(each.taken.map(({ wall }) => wall)),
    cpu: median(each.taken.map(({ cpu }) => cpu)),
  }));
  const [bare] = told;
  if (bare === undefined) throw new Error('nothing was measured');
  for (const { command, wall, cpu } of told) {
    const ratio = `${(wall / bare.wall).toFixed(1)}x wall, ${(cpu / bare.cpu).toFixed(1)}x processor`;
    const times = `${(wall * 1000).toFixed(0)} ms, ${(cpu * 1000).toFixed(0)} ms`;
    process.stdout.write(`${command.padEnd(22)} ${times.padEnd(16)} ${ratio}\n`);
  }
  const list = told.at(-1);
  if (list !== undefined && list.wall > most * bare.wall) {
    process.stderr.write(`a list takes more than ${most} times as long as nothing\n`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
