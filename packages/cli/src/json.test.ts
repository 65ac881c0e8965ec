import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Command } from 'commander';
import { describe, expect, it, onTestFinished } from 'vitest';
import { installation, linesOf, tenantry } from './in-process.test.kit.ts';
import { differences, shapeIn } from './json-shape.test.kit.ts';
import { exitMeanings } from './program/exit-codes.ts';
import { program } from './program.ts';
import { unparsed } from './said/unparsed.ts';

const document = readFileSync(join(import.meta.dirname, '../../../docs/cli.md'), 'utf8');

/** What the document says that each command prints. */
const documented = new Map(
  [
    ...document.matchAll(/^\| (`[^|]+`) \| ((?:lines|the whole)?[^|`]*`\{[^`]*\}`[^|]*) \|$/gm),
  ].flatMap(([, commands = '', prints = '']) =>
    [...commands.matchAll(/`([^`]+)`/g)].map(([, command = '']) => {
      const [, shape = ''] = /`(\{[^`]*\})`/.exec(prints) ?? [];
      return [command, { isList: prints.startsWith('lines'), shape: shapeIn(shape) }] as const;
    }),
  ),
);

const commandsIn = (command: Command, above = ''): readonly string[] =>
  command.commands.flatMap((below) => {
    const name = `${above}${below.name()}`;
    const own = below.options.some(({ long }) => long === '--json') ? [name] : [];
    return [...own, ...commandsIn(below, `${name} `)];
  });

const person = ['--first-name', 'Jane', '--last-name', 'Doe'];

/** Every command once, in an order in which each has what it needs. */
const calls: readonly (readonly [string, readonly string[], input?: string])[] = [
  ['migrate', []],
  ['migrate --sql', []],
  ['init', ['--name', 'Root', '--email', 'root@example.com', '--idempotency-key', 'a']],
  ['--version', []],
  [
    'customer create',
    ['--file', '-'],
    '{"name":"C","users":[{"name":"J","email":"j@example.com"}],"references":[{"name":"a","value":"b"}],"workflows":[{"workflowDefinitionId":"w","workflowName":"W"}],"configurations":{"a":{}}}',
  ],
  ['customer show', ['2']],
  ['customer set', ['2', '--name', 'D']],
  ['customer list', []],
  [
    'partner create',
    [
      '--name',
      'P',
      '--reference',
      'P',
      '--billing-id',
      'b',
      '--user-name',
      'p',
      ...person,
      '--email',
      'p@example.com',
      '--phone',
      '0301234567',
      '--welcome',
    ],
  ],
  ['partner show', ['P']],
  ['partner set', ['P', '--name', 'Q']],
  ['partner list', []],
  [
    'account register',
    [
      ...person,
      '--email',
      'r@example.com',
      '--password-stdin',
      '--company',
      'Co',
      '--phone',
      '0301234567',
    ],
    'correct horse battery',
  ],
  ['account invite', ['--email', 'i@example.com']],
  ['account show', ['4']],
  ['account set', ['4', '--name', 'R']],
  ['account open', ['--email', 'o@example.com']],
  ['account list', []],
  ['app create', ['--name', 'App']],
  ['app list', []],
  ['member list', ['2']],
  ['member show', ['2']],
  ['member invite', ['1', '--name', 'N', '--email', 'n@example.com', '--user-name', 'n']],
  ['member set', ['2', '--name', 'K']],
  ['member resend', ['2']],
  ['member revoke', ['2']],
  ['member disable', ['4']],
  ['member enable', ['4']],
  ['password reset', ['root@example.com']],
  ['key create', ['1', '--expires', '2099-01-31T12:00:00Z', '--power', 'manage']],
  ['token create', ['--key-stdin', '--scope', 'kyc:api'], 'KEY'],
  ['key list', []],
  ['key rotate', ['KEY ID']],
  ['key revoke', ['KEY ID']],
  ['mail list', []],
  ['mail retry', ['MESSAGE']],
  ['mail deliver', ['--mail', 'directory:FOLDER']],
  ['tree', []],
  ['suspend', ['2', '--yes']],
  ['reactivate', ['2']],
  ['close', ['2', '--yes']],
  ['events', []],
  ['policy show', []],
  ['policy set', ['-'], '{}'],
  ['maintain', []],
  ['import', ['-'], '{"name":"I"}\n{"name":""}\n'],
  ['export', []],
  ['doctor', []],
  ['completion', ['bash']],
  ['verify', []],
];

describe('--json', () => {
  it('prints what docs/cli.md says, of every command that has it', async () => {
    const here = installation(onTestFinished);
    const known: Record<string, string> = { FOLDER: join(here.folder, 'mail') };
    const all: object[] = [];
    for (const [command, words, input = ''] of calls) {
      if (command === 'verify') breakAnInvariant(here.folder);
      const said = [...command.split(' '), ...words.map((word) => filled(word, known)), '--json'];
      const ended = await tenantry(here, said, filled(input, known));
      const printed = linesOf(ended.out).map((line): unknown => JSON.parse(line));
      const { shape, isList = false } = documented.get(command) ?? {};
      const wrong = [
        ...(printed.length === 0 || (!isList && printed.length > 1) ? [ended] : []),
        ...printed.flatMap((object) => differences(object, shape)),
      ];
      if (wrong.length > 0) all.push({ command, wrong });
      remember(command, printed, known);
    }
    expect(all).toEqual([]);
    const called = calls.map(([command]) => command);
    expect([...documented.keys()].toSorted()).toEqual(called.toSorted());
    const having = commandsIn(program(unparsed({ out: () => undefined, say: () => undefined })));
    expect(having.filter((command) => !called.includes(command))).toEqual([]);
  });

  it('tells every ending that is none of success as one last line', async () => {
    const here = { ...installation(onTestFinished), answer: 'no' };
    const root = ['init', '--name', 'Root', '--email', 'root@example.com'];
    for (const [words, code, kind, more] of [
      [['customer', 'lsit'], 2, 'Usage', {}],
      [['init', '--nmae', 'N'], 2, 'Usage', {}],
      [['init', '--idempotency-key', '', ...root.slice(1)], 2, 'Usage', {}],
      [['tree', '--as', '1', '--database', 'mysql://x'], 2, 'Usage', {}],
      [['tree'], 1, 'Fault', {}],
      [root, 0],
      [['customer', 'show', '9'], 5, 'AccountNotFound', {}],
      [['customer', 'create', '--name', ''], 7, 'Invalid', { issues: expect.any(Array) }],
      [['close', '1'], 3, 'Cancelled', {}],
      [root, 6, 'AlreadyInitialised', {}],
    ] as const) {
      const ended = await tenantry(here, [...words, '--json']);
      expect({ words, ...ended }).toMatchObject({ words, code });
      if (kind === undefined) continue;
      expect(ended.out).toBe('');
      const message = expect.stringMatching(/./);
      expect(JSON.parse(ended.said.slice(ended.said.indexOf('{"error"')))).toEqual({
        error: { kind, ...more, message },
      });
    }
  });

  it('is held against a document that it differs from', () => {
    const shape = shapeIn('{a, b?, c: {d}, e: [{f}], g: [], h: {}}');
    const right = { a: 1, c: { d: null }, e: [{ f: '' }], g: [1], h: { any: 1 } };
    expect(differences(right, shape)).toEqual([]);
    expect(differences({ ...right, b: 1, replayed: true }, shape)).toEqual([]);
    expect(differences({ ...right, z: 1, c: {}, e: [{ f: 1, y: 2 }], g: 1 }, shape)).toEqual([
      'z is not told of',
      'c.d is missing',
      'e.0.y is not told of',
      'g is no list',
    ]);
  });
});

it('docs/cli.md tells the exit codes that help tells', () => {
  const [, table = ''] = document.split('## Exit codes');
  for (const [code, meaning] of exitMeanings) expect(table).toContain(`| ${code} | ${meaning}`);
  expect(table.match(/^\| \d+ \|/gm)).toHaveLength(exitMeanings.length);
});

const filled = (text: string, known: Readonly<Record<string, string>>): string =>
  Object.entries(known).reduce((said, [name, value]) => said.replace(name, value), text);

/** What later commands speak of. */
function remember(command: string, printed: readonly unknown[], known: Record<string, string>) {
  const [first] = unparsed<readonly { readonly id: string; readonly key: string }[]>(printed);
  if (first === undefined) return;
  if (command === 'key create') Object.assign(known, { 'KEY ID': first.id, KEY: first.key });
  if (command === 'mail list') known['MESSAGE'] = first.id;
}

function breakAnInvariant(folder: string): void {
  const database = new DatabaseSync(join(folder, 'tenantry.db'));
  database.exec("update tenantry_account set name_key = 'x' where number = 1");
  database.close();
}
