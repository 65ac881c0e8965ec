import { describe, expect, it } from 'vitest';
import { measured } from '../../bench/measured.ts';
import { quoted } from '../../bench/quoted.ts';
import { machine, tableHead, tableLine } from '../../bench/report.ts';
import { type Pair, whole } from '../../bench/row.ts';

const rows = {
  rate: { name: 'creates', against: 'a loop', bar: { atLeast: 1.5 } },
  each: { name: 'time of one', against: "the loop's", bar: { atMost: 4 } },
  start: { name: 'start', against: 'nothing' },
} as const;

const figures: Readonly<Record<keyof typeof rows, Pair>> = {
  rate: { unit: '/s', ours: [30, 3.33333, 1], theirs: [2, 2, 2] },
  each: { unit: 'ms', ours: [9], theirs: [2] },
  start: { unit: 'ms', ours: [123_456], theirs: [1] },
};

describe('what was measured', () => {
  it('is a line for each row, rounded where it is told and not where it is judged', async () => {
    const lines = await measured({ rows, measure: async () => figures }, whole);
    expect(lines).toEqual([
      {
        name: 'creates',
        against: 'a loop',
        bar: '>= 1.5',
        ratio: 1.67,
        holds: true,
        unit: '/s',
        ours: 3.33,
        theirs: 2,
      },
      {
        name: 'time of one',
        against: "the loop's",
        bar: '<= 4',
        ratio: 4.5,
        holds: false,
        unit: 'ms',
        ours: 9,
        theirs: 2,
      },
      {
        name: 'start',
        against: 'nothing',
        bar: null,
        ratio: 123_000,
        holds: true,
        unit: 'ms',
        ours: 123_000,
        theirs: 1,
      },
    ]);
    const close = { ...figures, rate: { unit: '/s', ours: [1.4999], theirs: [1] } };
    const [line] = await measured({ rows, measure: async () => close }, whole);
    expect(line).toMatchObject({ ratio: 1.5, holds: false });
  });

  it('does not hold where it could not be measured, with a bar or without, and says why', async () => {
    const measure = async () => {
      throw new Error('strace is not installed');
    };
    const lines = await measured({ rows, measure }, whole);
    expect(lines).toHaveLength(3);
    for (const line of lines)
      expect(line).toMatchObject({
        ratio: null,
        holds: false,
        fault: 'Error: strace is not installed',
      });
  });

  it('does not hold where a row was passed over, or has no figures', async () => {
    const some: Record<string, Pair> = {
      rate: figures.rate,
      each: { unit: 'ms', ours: [9], theirs: [] },
    };
    const [rate, ...others] = await measured({ rows, measure: async () => some }, whole);
    expect(rate?.holds).toBe(true);
    expect(others).toHaveLength(2);
    for (const line of others)
      expect(line).toMatchObject({ ratio: null, holds: false, fault: 'was not measured' });
  });
});

describe('the table', () => {
  it('has a line for each, in one line each, whatever went wrong', async () => {
    const held = await measured({ rows, measure: async () => figures }, whole);
    const measure = async () => {
      throw new Error('it broke\n    at somewhere');
    };
    const [failed] = await measured({ rows, measure }, whole);
    const lines = [...held, ...(failed === undefined ? [] : [failed])].map(tableLine);
    expect(lines).toEqual([
      '| creates | a loop | 1.67 | >= 1.5 | holds | 3.33 /s, beside 2 |',
      "| time of one | the loop's | 4.5 | <= 4 | FAILS | 9 ms, beside 2 |",
      '| start | nothing | 123000 | - | reported | 123000 ms, beside 1 |',
      '| creates | a loop | - | >= 1.5 | FAILS | Error: it broke |',
    ]);
    const columns = (line: string) => line.split('|').length;
    for (const line of [...tableHead.split('\n'), ...lines]) expect(columns(line)).toBe(8);
  });

  it('names the machine', () => {
    expect(machine()).toMatch(/^\d+ cores \(.+\), \d+ GiB, \w+, Node\.js \d+\.\d+\.\d+$/);
  });

  it('is written into a document in the place of the one before', async () => {
    const lines = await measured({ rows, measure: async () => figures }, whole);
    const begin = quoted(textAround, lines, 'Here:');
    expect(begin.startsWith('# Bench\n')).toBe(true);
    expect(begin.endsWith('## More\n')).toBe(true);
    expect(begin).toContain(`\n\nHere:\n\n${tableHead}\n| creates |`);
    expect(begin).not.toContain('old figures');
    expect(quoted(begin, lines, 'Here:')).toBe(begin);
  });

  it('finds no place in a document that has none', () => {
    expect(() => quoted('# Bench\n', [], 'Here:')).toThrow('no place for the figures');
  });
});

const textAround = `# Bench
<!-- figures: \`pnpm bench --write\` writes what stands between these two lines -->
old figures
<!-- end of the figures -->
## More
`;
