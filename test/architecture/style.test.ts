import { describe, expect, it } from 'vitest';
import { earnedCasts } from './earned-casts.ts';
import { repository, sourcesOf, textOf } from './sources.ts';
import { type StyleFault, type StyleRule, styleFaults } from './style.ts';

const domain = 'packages/domain/src/planted.ts';

const planted: readonly (readonly [StyleRule, string, string])[] = [
  ['no-cast', domain, 'export const x = y as string;'],
  ['no-cast', domain, 'export const x = y as readonly string[];'],
  ['no-cast', domain, 'export const x = <string>y;'],
  ['no-enum', domain, 'export enum Colour { Red }'],
  ['no-enum', domain, 'const enum Colour { Red }'],
  ['no-decorator', domain, '@injectable() export class X {}'],
  ['no-decorator', domain, 'export class X { constructor(@inject(Y) y: Y) {} }'],
  ['no-export-star', domain, "export * from './x.ts';"],
  ['no-export-star', domain, "export type * from './x.ts';"],
  ['no-export-star', domain, "export * as x from './x.ts';"],
  ['no-ambient-time-or-chance', domain, 'export const now = new Date();'],
  ['no-ambient-time-or-chance', domain, 'export const now = Date.now();'],
  ['no-ambient-time-or-chance', domain, 'export const now = Date();'],
  ['no-ambient-time-or-chance', domain, 'export const dice = [1].map(Math.random);'],
  ['no-suppression', domain, '// oxlint-disable-next-line no-new\nnew X();'],
  ['no-suppression', domain, '/* eslint-disable */\nnew X();'],
  ['no-suppression', domain, '// biome-ignore format: mine\nnew X();'],
  ['no-suppression', domain, '// @ts-expect-error\nnew X();'],
  ['no-suppression', domain, 'new X(); // biome-ignore lint: mine'],
  ['no-suppression', domain, 'export const x = () => {\n  // @ts-nocheck\n};'],
  ['no-suppression', 'test/x.test.ts', '// @ts-ignore\nnew X();'],
];

const fine: readonly (readonly [string, string])[] = [
  [domain, "export const x = ['a'] as const;"],
  [domain, 'export const x = { a: 1 } satisfies A;'],
  [domain, "import * as x from './x.ts';"],
  [domain, 'export const at = new Date(0);'],
  [domain, 'export const half = Math.round(0.5);'],
  ['packages/domain/src/index.ts', "export * from './errors.ts';"],
  ['packages/adapters/runtime/src/clock.ts', 'export const clock = { now: () => new Date() };'],
  [domain, "export const text = '// oxlint-disable-next-line';"],
  ['packages/domain/src/x.test.ts', 'const began = Date.now();'],
  ['test/types.test.ts', '// @ts-expect-error: a wrong wiring does not compile\nwire(1);'],
];

describe('the style', () => {
  it.each(planted)('%s finds %s: %s', (rule, path, text) => {
    expect(styleFaults(path, text).map((fault) => fault.rule)).toEqual([rule]);
  });

  it.each(fine)('has nothing against %s: %s', (path, text) => {
    expect(styleFaults(path, text)).toEqual([]);
  });

  const faults = sourcesOf(repository).flatMap((path) =>
    styleFaults(path, textOf(repository, path)),
  );

  it('is kept', () => {
    const kept = ({ path, rule }: StyleFault) => rule === 'no-cast' && path in earnedCasts;
    expect(faults.filter((fault) => !kept(fault))).toEqual([]);
  });

  it('has one earned cast in each file that is said to have one', () => {
    const casts = faults.filter(({ rule }) => rule === 'no-cast').map(({ path }) => path);
    expect(casts.toSorted()).toEqual(Object.keys(earnedCasts).toSorted());
  });
});
