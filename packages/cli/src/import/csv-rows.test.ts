import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf, delimiterOf } from './cells.ts';
import { columnsOf } from './columns.ts';
import { csvRows } from './csv-rows.ts';
import type { FoundRow } from './found-row.ts';
import { longestRow } from './lines.ts';

/** The bytes in pieces of so many. */
async function* inPieces(text: string | Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

const rowsOf = async (text: string | Uint8Array, length = 1000): Promise<readonly FoundRow[]> => {
  const rows: FoundRow[] = [];
  for await (const row of csvRows(inPieces(text, length))) rows.push(row);
  return rows;
};

const textsOf = async (text: string | Uint8Array, length = 1000): Promise<readonly unknown[]> =>
  (await rowsOf(text, length)).map((row) =>
    row.text === undefined ? row.issues[0]?.code : JSON.parse(row.text),
  );

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

describe('the cells of a record', () => {
  it('are those that were written, whatever stands in them', () => {
    const cells = fc.array(
      fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', ' ') }),
      {
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(cells, fc.constantFrom(',', ';', '\t'), (written, delimiter) => {
        const text = written.map(quoted).join(delimiter);
        expect(cellsOf(text, delimiter)).toEqual({ cells: written });
      }),
    );
  });

  it('have their quotes at their ends or nowhere', () => {
    for (const broken of ['a"b', '"a"b', '"', '"a', '"a""', ' "a"'])
      expect(cellsOf(`x,${broken}`, ',')).toEqual({ cells: ['x'], broken: 1 });
    expect(cellsOf('"",a', ',')).toEqual({ cells: ['', 'a'] });
  });

  it('are divided by what the header has most of', () => {
    expect(delimiterOf('kind,name,users.0.name')).toBe(',');
    expect(delimiterOf('kind;name;"a,b,c,d"')).toBe(';');
    expect(delimiterOf('kind\tname')).toBe('\t');
    expect(delimiterOf('name')).toBe(',');
  });
});

describe('a header', () => {
  it('names places of a row, once each', () => {
    expect(columnsOf(['name', ' users.0.roles.1 ', 'configurations.a.b', ''])).toEqual([
      { path: ['name'], reading: 'text' },
      { path: ['users', 0, 'roles', 1], reading: 'number' },
      { path: ['configurations', 'a.b'], reading: 'json' },
      undefined,
    ]);
    expect(columnsOf(['references.0.metadata.5'])[0]?.path).toEqual([
      'references',
      0,
      'metadata',
      '5',
    ]);
    for (const wrong of [['nmae'], ['users.100.name'], ['users.07.name'], ['users'], ['']])
      expect(() => columnsOf(wrong)).toThrow(/header/);
    for (const twice of [
      ['name', 'name'],
      ['configurations', 'configurations.a'],
    ])
      expect(() => columnsOf(twice)).toThrow('columns 1 and 2 of the header say the same');
    expect(() => columnsOf(['users.0.roles.1', 'users.0.roles'])).toThrow('columns 1 and 2');
  });
});

describe('the rows of a CSV file', () => {
  it('say what JSON would, wherever the pieces of the file end', async () => {
    const file = [
      'kind;name;users.1.name;users.3.name;users.3.roles;contact.isActive;configurations.x',
      'customer;"Jane ""Q""\r\nDoe";A;B;1, 2;TRUE;"{""n"": 1.0}"',
      '',
      'partner;C;;;;;',
    ].join('\r\n');
    const rows = [
      {
        kind: 'customer',
        name: 'Jane "Q"\r\nDoe',
        users: [{ name: 'A' }, { name: 'B', roles: [1, 2] }],
        contact: { isActive: true },
        configurations: { x: { n: 1 } },
      },
      { kind: 'partner', name: 'C' },
    ];
    for (const length of [1, 2, 3, 7, 1000]) expect(await textsOf(file, length)).toEqual(rows);
    const [first] = await rowsOf(file);
    expect(first?.text).toContain('{"n": 1.0}');
    expect(first?.placeOf?.(['users', 1, 'name'])).toEqual(['users', 3, 'name']);
    expect((await rowsOf(file)).map(({ line }) => line)).toEqual([2, 5]);
  });

  it('are spoilt one by one where nobody can doubt what is a row', async () => {
    const file =
      'kind,name\ncustomer,"C"x"y"\ncustomer,D,\ncustomer\ncustomer,E,F\ncustomer,a "b" c\ncustomer,G';
    expect(await textsOf(file)).toEqual([
      'format',
      { kind: 'customer', name: 'D' },
      'format',
      'format',
      'format',
      { kind: 'customer', name: 'G' },
    ]);
  });

  it.each([
    ['a quote that nothing closes', 'customer,"A\n', 'opens a quote that nothing closes'],
    ['one that is long', `customer,"${'x\n'.repeat(longestRow)}`, 'opens a quote that nothing'],
    ['a stray quote', 'customer,5" pipe\n', 'not those of CSV'],
    ['one that another closes', 'customer,"A\nx"y\n', 'not those of CSV'],
    ['one in a long line', `customer,${'x'.repeat(longestRow)}"\n`, 'not those of CSV'],
  ])('end with %s: what follows may be text', async (_, broken, message) => {
    const file = `kind,name\ncustomer,A\n${broken}customer,B\ncustomer,C\n`;
    for (const length of [1000, longestRow * 4]) {
      const rows = await rowsOf(file, length);
      expect(rows.map(({ line }) => line)).toEqual([2, 3]);
      expect(rows[1]?.issues[0]?.message).toContain(message);
      expect(rows[1]?.issues[0]?.message).toContain('nothing is read from here on');
    }
  });

  it.each([
    ['many lines', Buffer.from('\n'.repeat(20_000)), undefined],
    ['more than a row may be', Buffer.from('x'.repeat(longestRow)), 'tooLong'],
    ['no UTF-8', Buffer.from([0xf6]), 'characters'],
  ])('are none in a cell, whatever it holds: %s', async (_, filling, code) => {
    const file = Buffer.concat([
      Buffer.from('kind,name\ncustomer,"'),
      filling,
      Buffer.from('\ncustomer,EVIL\ncustomer,""EVIL""\nx"\r\ncustomer,B\n'),
    ]);
    for (const length of [997, file.length]) {
      const rows = await rowsOf(file, length);
      expect(rows.map(({ issues }) => issues[0]?.code)).toEqual([code, undefined]);
      expect(rows[1]?.text).toBe('{"kind":"customer","name":"B"}');
      const lines = file.subarray(0, file.indexOf('customer,B')).toString('latin1').split('\n');
      expect(rows[1]?.line).toBe(lines.length);
      expect(rows[1]?.end).toBe(file.length);
    }
  });

  it('are those that were written, and no text of a cell is one', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\n', '\r', '\ncustomer,EVIL\n'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(cell), fc.integer({ min: 1, max: 9 }), async (names, length) => {
        const file = ['kind,name', ...names.map((name) => `customer,${quoted(name)}`)].join('\n');
        const said = names.map((name) => ({ kind: 'customer', ...(name === '' ? {} : { name }) }));
        expect(await textsOf(file, length)).toEqual(said);
      }),
    );
  });

  it('are refused by their place where they are too long, no UTF-8 or no JSON', async () => {
    const parts = [
      Buffer.from('name,configurations.a,\n'),
      Buffer.from(`${'x'.repeat(longestRow)},\n`),
      Buffer.from([0xff, 0x2c, 0x2c, 0x0a]),
      Buffer.from('A,{],\n'),
      Buffer.from('A,,B\n'),
      Buffer.from('A,,\n'),
    ];
    const rows = await rowsOf(Buffer.concat(parts), 65_536);
    expect(rows.map(({ issues }) => issues.map(({ code, path }) => [code, path]))).toEqual([
      [['tooLong', []]],
      [['characters', []]],
      [['format', ['configurations', 'a']]],
      [['unknown', [2]]],
      [],
    ]);
  });
});
