import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Installation, initialised, linesOf, tenantry } from '../in-process.test.kit.ts';

/** Imports rows; the code, what is said, and each line of the report. */
const imported = async (
  here: Installation,
  input: string | Uint8Array | readonly object[],
  words: readonly string[] = [],
) => {
  const text =
    typeof input === 'string' || input instanceof Uint8Array
      ? input
      : input.map((row) => JSON.stringify(row)).join('\n');
  const { code, out, said } = await tenantry(here, ['import', '-', '--json', ...words], text);
  return { code, said, rows: linesOf(out).map((line) => JSON.parse(line)) };
};

const statusesOf = ({ rows }: { readonly rows: readonly { status: string }[] }) =>
  rows.map(({ status }) => status);

const faultsOf = (row: { readonly issues?: readonly { path: unknown[]; code: string }[] }) =>
  row.issues?.map(({ path, code }) => `${path.join('.')} ${code}`);

const treeOf = async (here: Installation) =>
  linesOf((await tenantry(here, ['tree', '--json'])).out).map((line) => JSON.parse(line));

const partner = (name: string, more: object = {}) => ({
  kind: 'partner',
  name,
  contact: {
    userName: name.toLowerCase(),
    firstName: 'Pat',
    lastName: 'Smith',
    email: `${name.toLowerCase()}@example.com`,
    phone: '+49 30 12345',
  },
  ...more,
});

const customer = (name: string, more: object = {}) => ({ kind: 'customer', name, ...more });

const password = 'correct horse battery';

const registered = (email: string, more: object = {}) => ({ kind: 'registered', email, ...more });

describe('import', () => {
  it('makes each kind beneath whatever account the row names, and once', async () => {
    const here = await initialised(onTestFinished);
    const rows = [
      customer('Beneath a row', { parentKey: 'p' }),
      partner('Pat', { key: 'p', reference: 'P-1' }),
      customer('Beneath a reference', { parent: 'P-1' }),
      customer('Twice'),
      customer('Twice', { parent: 1 }),
      customer('Twice'),
      registered('jane@example.com', { key: 17, parentKey: 'p', companyName: 'Jane Ltd' }),
      registered('john@example.com', {
        firstName: 'John',
        lastName: 'Doe',
        password,
      }),
    ];
    // The first names a row that is still to come.
    const first = await imported(here, rows);
    expect(first.code).toBe(9);
    expect(statusesOf(first)).toEqual(['refused', ...Array.from({ length: 7 }, () => 'made')]);
    expect(first.said).toContain('8 rows: 7 made, 1 refused');
    const again = await imported(here, rows);
    expect(statusesOf(again)).toEqual(['made', ...Array.from({ length: 7 }, () => 'exists')]);
    const third = await imported(here, rows);
    expect(third.code).toBe(0);
    expect(third.rows.map(({ id }) => id)).toEqual(again.rows.map(({ id }) => id));
    expect(third.rows.map(({ row, line, key }) => [row, line, typeof key])).toEqual(
      rows.map((_, at) => [at + 1, at + 1, 'string']),
    );
    const tree = await treeOf(here);
    const above = Object.fromEntries(tree.map(({ id, name }) => [id, name]));
    expect(tree.map(({ name, parentId }) => [name, above[parentId]]).slice(1)).toEqual([
      ['Pat', 'Root'],
      ['Beneath a reference', 'Pat'],
      ['Jane Ltd', 'Pat'],
      ['Beneath a row', 'Pat'],
      ['Twice', 'Root'],
      ['Twice', 'Root'],
      ['Twice', 'Root'],
      ['John Doe', 'Root'],
    ]);
    expect((await tenantry(here, ['verify'])).code).toBe(0);
  });

  it('finds a parent in the rows before alone, as its dry run does', async () => {
    const here = await initialised(onTestFinished);
    const rows = [
      ...Array.from({ length: 6 }, (_, at) => customer(`${at}`, { parentKey: 'p' })),
      customer('By reference', { parent: 'P-1' }),
      partner('Pat', { key: 'p', reference: 'P-1' }),
      customer('After', { parentKey: 'p' }),
      customer('After by reference', { parent: ' P-1 ' }),
    ];
    const dry = await imported(here, rows, ['--dry-run']);
    const real = await imported(here, rows);
    const refused = Array.from({ length: 7 }, () => 'refused');
    expect(statusesOf(dry)).toEqual([...refused, 'planned', 'planned', 'planned']);
    expect(statusesOf(real)).toEqual([...refused, 'made', 'made', 'made']);
  });

  it('takes from CSV what it takes from NDJSON: the same rows are the same', async () => {
    const here = await initialised(onTestFinished);
    const csv = [
      '\ufeffname;users.0.name;users.0.email;users.0.roles;configurations.crm;references.0.name;references.0.value;status',
      '"A ""quoted"" name";Jane;jane@example.com;1,2;"{""n"":1.0}";crm;A-1;suspended',
      'B;;;;;;;',
    ].join('\r\n');
    writeFileSync(join(here.folder, 'rows.csv'), csv);
    const words = ['import', 'rows.csv', '--kind', 'customer', '--json'];
    const made = await tenantry(here, words);
    expect(made).toMatchObject({ code: 0, said: expect.stringContaining('2 rows: 2 made') });
    const [first = '', second = ''] = linesOf(made.out);
    const ndjson = [
      '{"references":[{"value":"A-1","name":"crm"}],"kind":"customer","status":"suspended",',
      '"users":[{"roles":[1,2],"name":"Jane","email":"jane@example.com"}],',
      '"name":"A \\u0022quoted\\" name","configurations":{"crm":{ "n" : 1.0 }}}\n\n{"name":"B"}',
    ].join('');
    const again = await imported(here, ndjson, ['--kind', 'customer']);
    expect(again.rows).toEqual([
      { ...JSON.parse(first), line: 1, status: 'exists' },
      { ...JSON.parse(second), line: 3, status: 'exists' },
    ]);
    const shown = await tenantry(here, ['customer', 'show', '2', '--json']);
    expect(shown.out).toContain('"configurations":{"crm":{"n":1.0}}');
    expect(JSON.parse(shown.out)).toMatchObject({
      status: 'suspended',
      users: [{ roles: [1, 2] }],
    });
  });

  it('suspends once: what has been reactivated since stays so', async () => {
    const here = await initialised(onTestFinished);
    const rows = [
      partner('Pat', { key: 'p', status: 'suspended' }),
      customer('Beneath', { parentKey: 'p' }),
    ];
    expect(statusesOf(await imported(here, rows))).toEqual(['made', 'made']);
    expect((await treeOf(here)).map(({ effectiveStatus }) => effectiveStatus)).toEqual([
      'active',
      'suspended',
      'suspended',
    ]);
    await tenantry(here, ['reactivate', '2']);
    expect((await imported(here, rows)).code).toBe(0);
    expect((await treeOf(here)).every(({ status }) => status === 'active')).toBe(true);
  });

  it('opens what is suspended as that, with what is beneath, and mails nobody there', async () => {
    const here = await initialised(onTestFinished);
    const user = (at: number) => [{ name: 'Jane', email: `jane${at}@example.com` }];
    const rows = [
      customer('Open', { users: user(0) }),
      partner('Pat', {
        key: 'p',
        status: 'suspended',
        contact: { ...partner('Pat').contact, sendWelcomeEmail: true },
      }),
      registered('kim@example.com', { parentKey: 'p' }),
      ...Array.from({ length: 4 }, (_, at) =>
        customer(`${at}`, { status: 'suspended', users: user(at + 1) }),
      ),
    ];
    expect(statusesOf(await imported(here, rows))).toEqual(rows.map(() => 'made'));
    const deliver = ['mail', 'deliver', '--mail', `directory:${join(here.folder, 'mail')}`];
    expect((await tenantry(here, deliver)).out).toBe('sent 1, failed 0\n');
    const told = async (...words: readonly string[]) =>
      linesOf((await tenantry(here, [...words, '--json'])).out).map((line) => JSON.parse(line));
    const tree = await treeOf(here);
    expect(tree.filter(({ effectiveStatus }) => effectiveStatus === 'active')).toHaveLength(2);
    // There is no moment at which one was open: nothing has happened to it since it is there.
    expect((await told('events')).map(({ kind }) => kind)).not.toContain('AccountSuspended');
    expect(await told('mail', 'list')).toHaveLength(7);
    expect(statusesOf(await imported(here, rows))).toEqual(rows.map(() => 'exists'));
  });

  it('has one account under one key, whichever kinds and ways rows have that are under way', async () => {
    const here = await initialised(onTestFinished);
    const rows = [
      customer('First', { key: 1 }),
      partner('Second', { key: 1 }),
      customer('Beneath', { parentKey: 1 }),
      registered('jane@example.com', {
        key: 'r',
        firstName: 'Jane',
        lastName: 'Doe',
        password,
      }),
      registered('jane@example.com', { key: 'r' }),
    ];
    const dry = await imported(here, rows, ['--dry-run']);
    expect(statusesOf(dry)).toEqual(['planned', 'refused', 'planned', 'planned', 'planned']);
    for (const statuses of [
      ['made', 'refused', 'made', 'made', 'exists'],
      ['exists', 'refused', 'exists', 'exists', 'exists'],
    ]) {
      const told = await imported(here, rows);
      expect(statusesOf(told)).toEqual(statuses);
      expect(faultsOf(told.rows[1])).toEqual(['key IdempotencyKeyReused']);
    }
    expect(await treeOf(here)).toHaveLength(4);
  });

  it('refuses in a dry run whatever is refused without', async () => {
    const here = await initialised(onTestFinished);
    await imported(here, [
      partner('Pat', { key: 'pat', reference: 'P-1' }),
      customer('There', { key: 'there' }),
    ]);
    const rows = [
      // Beneath one that is planned: what is stored is in the way all the same.
      partner('Kim', { key: 'kim', reference: 'K' }),
      partner('Lee', { parentKey: 'kim', reference: 'P-1' }),
      partner('Max', { parentKey: 'kim', contact: partner('Pat').contact }),
      partner('Pat', { parentKey: 'kim', contact: partner('Ned').contact }),
      // Another row under a key of an earlier import, and of this one.
      customer('Other', { key: 'there' }),
      customer('There', { key: 'there', status: 'suspended' }),
      customer('There', { key: 'there' }),
      customer('A', { key: 'a' }),
      customer('B', { key: 'a' }),
      { name: 'A', key: 'a', kind: 'customer' },
      // The same values, written in other ways.
      registered('ann@bücher.example', { key: 'r', firstName: 'A', lastName: 'B', password }),
      registered('Ann@xn--bcher-kva.example', { firstName: 'A', lastName: 'B', password }),
      partner(' Kim', { contact: { ...partner('Zed').contact, userName: ' KIM ' } }),
    ];
    const dry = await imported(here, rows, ['--dry-run']);
    const real = await imported(here, rows);
    expect(real.rows.map((row) => faultsOf(row))).toEqual([
      undefined,
      ['reference ReferenceTaken'],
      ['contact.userName UserNameTaken'],
      undefined,
      ['key IdempotencyKeyReused'],
      ['key IdempotencyKeyReused'],
      undefined,
      undefined,
      ['key IdempotencyKeyReused'],
      undefined,
      undefined,
      ['email EmailTaken'],
      ['name NameTaken', 'contact.userName UserNameTaken'],
    ]);
    expect(dry.rows.map((row) => faultsOf(row))).toEqual(real.rows.map((row) => faultsOf(row)));
  });

  it('names every fault of a row by its place, conflicts too, and makes the others', async () => {
    const here = await initialised(onTestFinished);
    const rows = [
      partner('Pat', { reference: 'P-1' }),
      partner('Pat', { reference: 'P-1' }),
      customer('', { parentKey: 'nobody', nmae: 1, users: [{ name: 'A', email: 'b' }] }),
      { name: 'A', kind: 'master', key: '', status: 'closed', parent: 1, parentKey: 'a' },
      customer('Key', { key: 'k' }),
      customer('Another', { key: 'k' }),
      partner('Kim', { key: 'k' }),
      customer('Beneath', { parent: 'P-2' }),
      partner('Sub', { parentKey: 'k' }),
    ];
    const { code, rows: told } = await imported(here, rows, ['--concurrency', '1']);
    expect(code).toBe(9);
    expect(told.map(faultsOf)).toEqual([
      undefined,
      ['name NameTaken', 'reference ReferenceTaken', 'contact.userName UserNameTaken'],
      ['parentKey ParentNotFound', 'name tooShort', 'users.0.email format', 'nmae unknown'],
      ['kind unknown', 'key format', 'parentKey mismatch', 'status unknown'],
      undefined,
      ['key IdempotencyKeyReused'],
      ['key IdempotencyKeyReused'],
      ['parent ParentNotFound'],
      ['parentKey ParentMayNotHave'],
    ]);
    expect(await treeOf(here)).toHaveLength(3);
  });

  it('knows rows by keys that are texts, and takes no two of them for one', async () => {
    const here = await initialised(onTestFinished);
    const keys = [
      'x\ud800',
      'x\ud801',
      'a\0',
      '',
      '😀'.repeat(256),
      '😀'.repeat(255),
      ' a',
      'a',
      7,
    ];
    const { rows } = await imported(
      here,
      keys.map((key) => customer('A', { key })),
    );
    const refused = Array.from({ length: 5 }, () => ['key format']);
    expect(rows.map(faultsOf)).toEqual([...refused, undefined, undefined, undefined, undefined]);
    expect(new Set(rows.slice(5).map(({ id }) => id)).size).toBe(4);
    const beneath = await imported(here, [customer('A', { key: 'z', parentKey: 'x\ud800' })]);
    expect(beneath.rows.map(faultsOf)).toEqual([['parentKey format']]);
  });

  it('never runs the text of a cell as rows', async () => {
    const here = await initialised(onTestFinished);
    const csv = (name: string) =>
      Buffer.from(`kind,key,name\ncustomer,a,${name}\ncustomer,b,Good\n`, 'latin1');
    const evil = '\ncustomer,EVIL,Made from a cell\n';
    const cases: readonly (readonly [string, readonly string[]])[] = [
      [`"Str\xf6m${evil}end"`, ['refused', 'made']],
      [`"${'\n'.repeat(10_000)}${evil}end"`, ['refused', 'exists']],
      [`5" pipe${evil}`, ['refused']],
      [`"Open${evil}`, ['refused']],
    ];
    for (const [name, statuses] of cases)
      expect(statusesOf(await imported(here, csv(name)))).toEqual(statuses);
    expect((await treeOf(here)).map(({ name }) => name)).toEqual(['Root', 'Good']);
  });

  it('refuses what is no row by its place, and goes on', async () => {
    const here = await initialised(onTestFinished);
    const input = Buffer.concat([
      Buffer.from('{"kind":"customer","name":"A"}\nno JSON\n[1]\n'),
      Buffer.from([0xff, 0x0a]),
      Buffer.from(`{"kind":"customer","name":"${'x'.repeat(1024 * 1024)}"}\n`),
      Buffer.from('{"kind":"customer","name":"A","name":"B"}\n'),
      Buffer.from(`${'['.repeat(100_000)}\n{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}\n`),
      Buffer.from('{"kind":"customer","name":"\\ud800","__proto__":{"a":1}}\n'),
      Buffer.from('{"kind":"customer","name":"B"}'),
    ]);
    const { code, rows } = await imported(here, input);
    expect(code).toBe(9);
    expect(rows.map((row) => [row.line, ...(faultsOf(row) ?? [])])).toEqual([
      [1],
      [2, ' format'],
      [3, ' type'],
      [4, ' characters'],
      [5, ' tooLong'],
      [6, 'name duplicate'],
      [7, ' format'],
      [8, 'kind required'],
      [9, 'name characters', '__proto__ unknown'],
      [10],
    ]);
  });

  it('writes nothing in a dry run, and knows what the rows before would have made', async () => {
    const here = await initialised(onTestFinished);
    await imported(here, [customer('There', { key: 'there' })]);
    const rows = [
      customer('There', { key: 'there' }),
      partner('Pat', { key: 'p', reference: 'P-1' }),
      partner('Sub', { parentKey: 'p', reference: 'P-2' }),
      customer('Beneath', { parent: 'P-2', users: [{ name: 'A', email: 'b' }] }),
      customer('Beneath', { parent: 'P-2', key: 'c' }),
      partner('Misplaced', { parentKey: 'c' }),
      partner('Pat', { reference: 'P-1' }),
      customer('Beneath nobody', { parentKey: 'nobody' }),
    ];
    const before = readFileSync(join(here.folder, 'tenantry.db'));
    const dry = await imported(here, rows, ['--dry-run']);
    expect(dry.code).toBe(9);
    expect(dry.rows.map((row) => [row.status, ...(faultsOf(row) ?? [])])).toEqual([
      ['exists'],
      ['planned'],
      ['planned'],
      ['refused', 'users.0.email format'],
      ['planned'],
      ['refused', 'parentKey ParentMayNotHave'],
      ['refused', 'name NameTaken', 'reference ReferenceTaken', 'contact.userName UserNameTaken'],
      ['refused', 'parentKey ParentNotFound'],
    ]);
    expect(readFileSync(join(here.folder, 'tenantry.db')).equals(before)).toBe(true);
    expect(await treeOf(here)).toHaveLength(2);
    const real = await imported(here, rows);
    expect(statusesOf(real).map((status) => (status === 'made' ? 'planned' : status))).toEqual(
      statusesOf(dry),
    );
  });

  it('goes as deep as the tree may be, in a dry run too', async () => {
    const here = await initialised(onTestFinished);
    const rows = Array.from({ length: 10 }, (_, at) =>
      customer(`${at}`, { key: `${at}`, ...(at === 0 ? {} : { parentKey: `${at - 1}` }) }),
    );
    const dry = await imported(here, rows, ['--dry-run']);
    const real = await imported(here, rows);
    expect(statusesOf(dry)).toEqual([...Array.from({ length: 9 }, () => 'planned'), 'refused']);
    expect(faultsOf(dry.rows[9])).toEqual(['parentKey TooDeep']);
    expect(faultsOf(real.rows[9])).toEqual(['parentKey TooDeep']);
  });

  it('is read by a person too, with columns as the file has them', async () => {
    const here = await initialised(onTestFinished);
    const csv = 'kind,name,users.0.name,users.2.name,users.2.email\ncustomer,A,,Jane,jane\n';
    const { code, out, said } = await tenantry(here, ['import', '-'], csv);
    expect(code).toBe(7);
    expect(out).toBe(
      'row 1 (line 2): refused: users.2.email must be an e-mail address such as jane@example.com\n',
    );
    expect(said).toMatch(/^tenantry: 1 row: 1 refused in 0 s \(\d+\/s\)\n$/);
  });

  it('says in one line what a file is that is none, and takes one without rows', async () => {
    const here = await initialised(onTestFinished);
    const zipped = Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x00, 0x00, 0x08]);
    const cases: readonly (readonly [string | Uint8Array, number, RegExp])[] = [
      [zipped, 7, /it is no text/],
      [Buffer.from('\ufeffkind,name', 'utf16le'), 7, /UTF-16/],
      ['[{"kind":"customer"}]', 7, /JSON array/],
      ['kind,secret of somebody', 7, /column 2 of the header/],
      ['"kind', 7, /the header opens a quote/],
      [Buffer.from([0x6b, 0xff]), 7, /the header is not UTF-8/],
      ['', 0, /no rows/],
      [' \n', 0, /no rows/],
      ['kind,name\n', 0, /no rows/],
    ];
    for (const [input, code, said] of cases) {
      const ended = await tenantry(here, ['import', '-'], input);
      expect(ended).toMatchObject({ code, out: '', said: expect.stringMatching(said) });
      expect(ended.said).toMatch(/^tenantry: [^\n]*\n$/);
      expect(ended.said).not.toContain('secret');
    }
    for (const words of [['nowhere.csv'], ['.'], ['-', '--concurrency', '0']])
      expect(await tenantry(here, ['import', ...words])).toMatchObject({ code: 2, out: '' });
  });

  it('finishes what is under way when it is asked to stop, and can be run again', async () => {
    const here = await initialised(onTestFinished);
    const rows = Array.from({ length: 40 }, (_, at) => customer(`${at}`));
    const stopped = await imported({ ...here, stopping: Promise.resolve() }, rows);
    expect(stopped.code).toBe(130);
    expect(stopped.said).toContain('run the same command again');
    expect(stopped.rows.length).toBeLessThan(40);
    const again = await imported(here, rows);
    expect(statusesOf(again)).toEqual(
      rows.map((_, at) => (at < stopped.rows.length ? 'exists' : 'made')),
    );
  });
});
