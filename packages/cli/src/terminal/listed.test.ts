import { describe, expect, it } from 'vitest';
import { type List, listed, lister } from './listed.ts';
import type { Surroundings } from './surroundings.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly at?: Date;
}

const list: List<Row> = {
  columns: [
    { title: 'id', of: ({ id }) => id, rank: 1 },
    { title: 'name', of: ({ name }) => name, rank: 2, mayBeCut: true },
    { title: 'at', of: ({ at }) => at, rank: 3, role: () => 'good' },
  ],
  json: (row) => JSON.stringify(row),
};

const at = new Date('2026-01-31T12:34:56.789Z');
const id = '0198c3f2-6a51-7c9e-8f6d-2b1a4c3d5e6f';

/** Where a list goes, and what was shown of it. */
const here = (columns: number | undefined, isColoured = false) => {
  const shown = { out: '', said: '' };
  const screen = { ...(columns === undefined ? {} : { columns }), isColoured, isUtf8: true };
  const surroundings: Surroundings = {
    out: (text) => {
      shown.out += text;
    },
    outOnce: () => undefined,
    outAtWork: () => undefined,
    bytes: () => {
      throw new Error('nothing is read');
    },
    say: (text) => {
      shown.said += text;
    },
    read: async () => '',
    environment: {},
    screens: { out: screen, say: screen },
    operator: 'nobody',
    onStop: () => undefined,
    onFault: () => undefined,
    leaveUnheard: () => undefined,
  };
  return { shown, surroundings };
};

const rows = async function* (all: readonly Row[]): AsyncGenerator<Row> {
  yield* all;
};

const shownOf = async (all: readonly Row[], columns?: number, isColoured = false) => {
  const { shown, surroundings } = here(columns, isColoured);
  await listed(rows(all), list, undefined, surroundings);
  return shown;
};

describe('a list', () => {
  it('has tabs and nothing else in a pipe, and each row on one line', async () => {
    const { surroundings, shown } = here(undefined);
    const name = `${'long '.repeat(40)}end`;
    await listed(
      rows([
        { id, name, at },
        { id: '2', name: 'a\tb\r\n\u001b[2J\u202ec' },
      ]),
      list,
      undefined,
      surroundings,
    );
    expect(shown.out).toBe(`${id}\t${name}\t2026-01-31T12:34:56.789Z\n2\ta b [2J c\t\n`);
    expect((await shownOf([])).out).toBe('');
  });

  it('is a table on a terminal, as wide as what is in it', async () => {
    const { out, said } = await shownOf(
      [
        { id: '1', name: '東京', at },
        { id: '20', name: 'é' },
      ],
      80,
    );
    expect(out).toBe(['ID  NAME  AT', '1   東京  2026-01-31 12:34Z', '20  é', ''].join('\n'));
    expect(said).toBe('');
    expect(await shownOf([], 80)).toEqual({ out: '', said: 'nothing to list\n' });
  });

  it('cuts what may be cut, then leaves columns out and says so, and never cuts an id', async () => {
    const name = 'A name that is longer than there is room 👩‍👩‍👧';
    const wide = await shownOf([{ id, name, at }], 80);
    expect(wide.out.split('\n')[1]).toBe(`${id}  A name that is longer…   2026-01-31 12:34Z`);
    const narrow = await shownOf([{ id, name, at }], 60);
    expect(narrow.out.split('\n')[1]).toBe(`${id}  A name that is longer…`);
    expect(narrow.said).toBe(
      'tenantry: no room for at: a wider terminal, a pipe or --json has all\n',
    );
    const least = await shownOf([{ id, name, at }], 20);
    expect(least.out).toBe(`ID\n${id}\n`);
    for (let columns = 51; columns < 130; columns++) {
      const { out } = await shownOf([{ id, name: '名前'.repeat(20), at }], columns);
      for (const line of out.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    }
  });

  it('colours what has a role, and pads with no colour lost', async () => {
    const { out } = await shownOf([{ id: '1', name: 'a', at }], 80, true);
    expect(out).toContain('\u001b[1mID\u001b[22m');
    expect(out).toContain('\u001b[32m2026-01-31 12:34Z\u001b[39m\n');
  });

  it('shows the first rows when asked to, and the later ones at once', async () => {
    const { shown, surroundings } = here(80);
    const { row, pause, end } = await lister(list, undefined, surroundings);
    row({ id: '1', name: 'a' });
    expect(shown.out).toBe('');
    pause();
    expect(shown.out).toBe('ID  NAME  AT\n1   a\n');
    row({ id: '2222', name: 'bbbbbb' });
    expect(shown.out).toContain('2222  bbb…\n');
    end();
    expect(shown.out.split('\n')).toHaveLength(4);
  });
});

/** As these tests count: two for what is not Latin. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (/[名前]/.test(character) ? 2 : 1), 0);
