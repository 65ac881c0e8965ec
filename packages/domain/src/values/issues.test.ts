import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { issue, issuesOf, messageFor } from './issues.ts';

const faultsOf = (schema: z.ZodType, given: unknown) => {
  const parsed = schema.safeParse(given, { reportInput: true });
  return parsed.success ? [] : issuesOf(parsed.error);
};

describe('an issue in our words', () => {
  it.each([
    ['required', 'is required'],
    ['type', 'is of the wrong type'],
    ['tooShort', 'is too short'],
    ['tooLong', 'is too long'],
    ['tooMany', 'has too many entries'],
    ['tooDeep', 'is nested too deeply'],
    ['characters', 'holds characters that are not allowed'],
    ['format', 'is not written as it must be'],
    ['unknown', 'is not known'],
    ['duplicate', 'stands more than once'],
    ['mismatch', 'does not match'],
    ['common', 'is among the most common passwords'],
    ['personal', "must not be the account's own data"],
    ['exceedsPower', 'grants more than the caller has'],
  ] as const)('%s %s', (code, message) => {
    expect(messageFor(code)).toBe(message);
    expect(issue(['a', 1], code)).toEqual({ path: ['a', 1], code, message });
    expect(issue([], code, 'otherwise')).toEqual({ path: [], code, message: 'otherwise' });
  });

  it.each<readonly [string, z.ZodType, unknown, string, string]>([
    ['nothing', z.string(), undefined, 'required', 'is required'],
    ['null', z.string(), null, 'required', 'must not be null'],
    ['null for one of several', z.enum(['a']), null, 'required', 'must not be null'],
    ['a number for a text', z.string(), 1, 'type', 'must be a string'],
    ['a text for a list', z.array(z.string()), 'x', 'type', 'must be an array'],
    ['a text for an object', z.object({}), 'x', 'type', 'must be an object'],
    ['a part for a whole number', z.int(), 1.5, 'type', 'must be a whole number'],
    ['a text for a number', z.number(), 'x', 'type', 'must be a number'],
    ['an empty text', z.string().min(1), '', 'tooShort', 'must not be empty'],
    ['a short text', z.string().min(2), 'x', 'tooShort', 'must have at least 2 characters'],
    ['a long text', z.string().max(2), 'xxx', 'tooLong', 'must have at most 2 characters'],
    ['a short list', z.array(z.int()).min(1), [], 'tooShort', 'must have at least 1 entries'],
    ['a long list', z.array(z.int()).max(1), [1, 2], 'tooMany', 'must have at most 1 entries'],
    [
      'a long set',
      z.set(z.int()).max(1),
      new Set([1, 2]),
      'tooLong',
      'must have at most 1 entries',
    ],
    [
      'a short map',
      z.map(z.int(), z.int()).min(1),
      new Map(),
      'tooShort',
      'must have at least 1 entries',
    ],
    ['a small number', z.int().min(3), 2, 'format', 'must be at least 3'],
    ['a big number', z.int().max(3), 4, 'format', 'must be at most 3'],
    ['no choice', z.enum(['a', 'b']), undefined, 'required', 'is required'],
    ['another choice', z.enum(['a', 'b']), 'c', 'unknown', 'must be one of a, b'],
    [
      'neither of two',
      z.union([z.int(), z.boolean()]),
      'x',
      'format',
      'is not written as it must be',
    ],
    ['none of two', z.union([z.int(), z.boolean()]), undefined, 'required', 'is required'],
    ['what zod has its own words for', z.email(), 'x', 'format', 'is not written as it must be'],
    [
      'a rule of ours',
      z.string().refine(() => false, { error: 'common' }),
      'x',
      'common',
      'is among the most common passwords',
    ],
    [
      'a rule of ours with words',
      z.string().refine(() => false, { error: 'unknown: not: here' }),
      'x',
      'unknown',
      'not: here',
    ],
    [
      'a rule under no code',
      z.string().refine(() => false, { error: 'toString' }),
      'x',
      'format',
      'is not written as it must be',
    ],
  ])('of %s', (_, schema, given, code, message) => {
    expect(faultsOf(z.object({ at: z.array(schema) }), { at: [given] })).toEqual([
      { path: ['at', 0], code, message },
    ]);
  });

  it('is one for each field that is not known', () => {
    expect(faultsOf(z.strictObject({}), { a: 1, b: 2 })).toEqual([
      { path: ['a'], code: 'unknown', message: 'is no field of this' },
      { path: ['b'], code: 'unknown', message: 'is no field of this' },
    ]);
  });

  it('of a wrong type is not one of its length besides, and of another field it is', () => {
    const text = z.string().min(5);
    const found = faultsOf(z.object({ a: text, b: text }), { a: [], b: 'x' });
    expect(found.map(({ path, code }) => `${path.join('.')} ${code}`)).toEqual([
      'a type',
      'b tooShort',
    ]);
    expect(faultsOf(z.string().max(1), [1, 2])).toEqual([issue([], 'type', 'must be a string')]);
  });

  it('names what stands under a symbol', () => {
    const rule = z.any().superRefine((_, context) => {
      context.addIssue({ code: 'custom', message: 'format', path: [Symbol('s')] });
    });
    expect(faultsOf(rule, 1).map(({ path }) => path)).toEqual([['Symbol(s)']]);
  });

  it('tells once of a number that is beyond its bound and beyond all whole numbers', () => {
    const bounded = z.int().min(1).max(9);
    expect(faultsOf(bounded, 1e20)).toEqual([issue([], 'format', 'must be at most 9')]);
    expect(faultsOf(bounded, -1e20)).toEqual([issue([], 'format', 'must be at least 1')]);
    expect(faultsOf(z.int(), 1e20)).toHaveLength(1);
    expect(faultsOf(z.array(bounded), [10, 1e20]).map(({ path }) => path)).toEqual([[0], [1]]);
    expect(faultsOf(z.array(z.int()), [1e20, 1e20]).map(({ path }) => path)).toEqual([[0], [1]]);
  });

  it('tells of a number beyond all whole numbers beside another rule that it breaks', () => {
    const unknown = z.int().refine(() => false, { error: 'unknown' });
    expect(faultsOf(unknown, 1e20)).toEqual([
      issue([], 'format', `must be at most ${Number.MAX_SAFE_INTEGER}`),
      issue([], 'unknown'),
    ]);
  });
});
