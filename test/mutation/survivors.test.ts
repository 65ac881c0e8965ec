import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { survivors } from './survivors.ts';
import { faults, type Judged, nameOf, outlived, scores } from './verdict.ts';

const sources = new URL('../../packages/domain/src/', import.meta.url);

const mutant = (status: string, change: Partial<Judged> = {}): Judged => ({
  path: 'tree/account.ts',
  line: 7,
  mutator: 'StringLiteral',
  original: "'a'",
  replacement: '""',
  status,
  ...change,
});
const killed = Array.from({ length: 9 }, () => mutant('Killed'));
const name = `StringLiteral: 'a' => ""`;

describe('the list of mutants that no test tells of', () => {
  it.each(Object.entries(survivors()))('is about what stands in %s', (path, reasons) => {
    const file = new URL(path, sources);
    expect(existsSync(file)).toBe(true);
    const text = readFileSync(file, 'utf8').replace(/\s+/g, ' ');
    /** All that an entry may have been made of: an arrow is written as what stands between. */
    const originalsOf = (listed: string): readonly string[] => {
      const parts = listed.replace(/^\w+: /, '').split(' => ');
      return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join(' => '));
    };
    const gone = Object.values(reasons)
      .flat()
      .filter((listed) => !originalsOf(listed).some((one) => one !== '' && text.includes(one)));
    expect(gone).toEqual([]);
  });
});

describe('a run', () => {
  it('passes with nine told of ten, and the tenth on the list', () => {
    const all = [...killed, mutant('Survived')];
    expect(scores(all)).toEqual([
      { folder: 'tree', told: 9, all: 10 },
      { folder: 'all', told: 9, all: 10 },
    ]);
    expect(faults(all, { 'tree/account.ts': { 'a reason': [name] } })).toEqual([]);
  });

  it('fails for a survivor that is on no list, or on that of another file', () => {
    const found = [`tree/account.ts:7 ${name}`];
    expect(faults([...killed, mutant('NoCoverage')], {})).toEqual(found);
    expect(
      faults([...killed, mutant('Survived')], { 'tree/page.ts': { 'a reason': [name] } }),
    ).toEqual(found);
  });

  it('fails below nine of ten, in any folder, and for what was not judged', () => {
    const other = mutant('Survived', { path: 'mail/delivery.ts' });
    const listed = { 'mail/delivery.ts': { 'a reason': [name] } };
    expect(faults([...killed, other], listed)).toEqual(['mail: 0.0 % of mutants are told of']);
    expect(faults([...killed, mutant('RuntimeError')], {})).toEqual([
      `tree/account.ts:7 ${name} was not judged: RuntimeError`,
    ]);
  });

  it('tells which of the list a test tells of by now', () => {
    const listed = { 'tree/account.ts': { 'a reason': [name] }, 'mail/delivery.ts': { x: ['y'] } };
    expect(outlived(killed, listed)).toEqual([`tree/account.ts ${name}`]);
    expect(outlived([...killed, mutant('Survived')], listed)).toEqual([]);
  });

  it('knows a survivor wherever it stands, and however it is wrapped', () => {
    expect(nameOf(mutant('Survived', { original: 'a(\n    b,\n  )' }))).toBe(
      'StringLiteral: a( b, ) => ""',
    );
  });
});
