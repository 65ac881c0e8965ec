import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from './folder.ts';
import { compiled } from './started.ts';
import { bundledCli, tenantry } from './tenantry.ts';

const environment = {
  TENANTRY_SECRET: 'a secret of these tests with 32 bytes or more',
  PATH: process.env['PATH'] ?? '',
  SHELL: '/bin/sh',
  TERM: 'xterm-256color',
  LC_ALL: 'C.UTF-8',
};

/** What is typed as soon as the terminal shows something. */
type Typed = readonly [shown: string, keys: string];

/**
 * Runs a line of a shell at a terminal that is 60 characters wide, with `tenantry` as the CLI; answers
 * all that the terminal shows.
 */
const atTerminal = async (folder: string, line: string, typed: readonly Typed[] = []) => {
  const { node, main } = bundledCli();
  const whole = `stty cols 60; tenantry() { '${node}' '${main}' "$@"; }; ${line}`;
  const terminal = spawn('script', ['-qec', whole, '/dev/null'], {
    cwd: folder,
    env: { ...environment, ...compiled() },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = [...typed];
  let shown = '';
  let from = 0;
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    const [what, keys] = waiting[0] ?? [];
    if (what === undefined || keys === undefined || !shown.slice(from).includes(what)) return;
    from = shown.length;
    waiting.shift();
    terminal.stdin.write(keys);
  });
  await once(terminal, 'close');
  expect(waiting).toEqual([]);
  return shown.replaceAll('\r', '');
};

const isThere = /util-linux/.test(spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout);

describe.skipIf(!isThere)('at a terminal (of util-linux)', () => {
  it('lists fit, trees are drawn, colours are wanted ones, secrets are not shown, closing asks', async () => {
    const folder = initialised();
    await listsFit(folder);
    await secretsAreNotShown(folder);
    expect(await closingAsks(folder)).toMatchObject({ number: 2, status: 'closed' });
  });
});

async function listsFit(folder: string): Promise<void> {
  const shown = await atTerminal(
    folder,
    'tenantry customer list; tenantry tree; NO_COLOR=1 tenantry tree; tenantry customer list | cat',
  );
  const [list = '', tree = '', plain = '', piped = ''] = shown.split(/(?=^.*Root)|(?=^2\t)/m);
  const rows = stripVTControlCharacters(list).split('\n');
  expect(rows[0]).toBe('NUMBER  STATUS  NAME');
  expect(rows[1]).toMatch(/^2 {7}active {2}First Customer of many w.*…$/);
  expect(stripVTControlCharacters(tree).split('\n')[1]).toMatch(
    /^└── First Customer of many .*… \(customer 2\)$/,
  );
  for (const line of stripVTControlCharacters(list + tree).split('\n'))
    if (!line.startsWith('tenantry: ')) expect(line.length).toBeLessThanOrEqual(60);
  expect(list).toContain('\u001b[32mactive\u001b[39m');
  expect(tree).toContain('\u001b[2m(customer 2)\u001b[22m');
  expect(plain).toBe(stripVTControlCharacters(tree));
  expect(piped).toMatch(/^2\t[\da-f-]{36}\tactive\tFirst [^…]* terminal\n$/);
}

/** Nor is the terminal another one afterwards. */
async function secretsAreNotShown(folder: string): Promise<void> {
  const again = `tenantry token create --user-name root@example.com; echo "[$?]";`;
  const shown = await atTerminal(folder, `${again} ${again} ${again} stty -a`, [
    ['Password: ', 'hunter2\u007f2\r'],
    ['Password: ', 'hunt\u0003'],
    ['Password: ', '\u0004'],
  ]);
  expect(stripVTControlCharacters(shown)).toMatch(
    /^Password: \n.*the proof is wrong.*\n\[4\]\nPassword: \n.*interrupted.*\n\[130\]\nPassword: \n.*cancelled.*\n\[3\]\n/,
  );
  expect(shown).not.toContain('hunt');
  expect(shown).toMatch(/ icanon .* echo /s);
}

async function closingAsks(folder: string): Promise<unknown> {
  const shown = await atTerminal(folder, 'tenantry close 2; tenantry close 2 --json', [
    ['to close it: ', 'yes\r'],
    ['to close it: ', '2\r'],
  ]);
  const [refused = '', closed = ''] = shown.split('cancelled: nothing was done');
  expect(refused).toContain('is final: nobody can open it again');
  return JSON.parse(/^\{.*\}$/m.exec(closed)?.[0] ?? '');
}

/** An installation with one customer, whose name is longer than the terminal is wide. */
function initialised(): string {
  const folder = emptyFolder();
  const init = ['init', '--name', 'Root', '--email', 'root@example.com'];
  const name = 'First Customer of many who have a name that is longer than a line of the terminal';
  for (const words of [init, ['customer', 'create', '--name', name]])
    expect(tenantry({ folder, environment }, words).code).toBe(0);
  return folder;
}
