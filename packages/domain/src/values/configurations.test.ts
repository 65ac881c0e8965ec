import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import {
  Configurations,
  ConfigurationsPatch,
  namespacesOf,
  patched,
  restoreConfigurations,
} from './configurations.ts';
import { issuesOf } from './issues.ts';

const taken = (given: unknown, schema: z.ZodType = Configurations) => {
  const parsed = schema.safeParse(given);
  return parsed.success
    ? parsed.data
    : issuesOf(parsed.error).map(
        ({ path, code, message }) => `${path.join('.')}: ${code} ${message}`,
      );
};

const cyclic: Record<string, unknown> = {};
cyclic['a'] = cyclic;
const noObject = [': type must be an object that JSON can hold'];
const x = (length: number): string => 'x'.repeat(length);
/** A namespace that is so many containers deep. */
const deep = (levels: number): string =>
  `{"a":${'{"b":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}}`;
const many = (count: number): string =>
  `{${Array.from({ length: count }, (_, at) => `"n${at}":{}`).join(',')}}`;

describe('configurations of a host, as a plain object', () => {
  it.each<readonly [unknown, string]>([
    [{}, '{}'],
    [{ a: { b: [1, 'x', null, true, { c: 0.5 }] } }, '{"a":{"b":[1,"x",null,true,{"c":0.5}]}}'],
    [{ a: { b: undefined } }, '{"a":{}}'],
    [Object.assign(Object.create(null), { a: {} }), '{"a":{}}'],
  ])('%j are written as JSON', (given, text) => {
    expect(taken(given)).toBe(text);
  });

  it.each<readonly [string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a number', 1],
    ['a list', []],
    ['a function', () => ({})],
    ['a cycle', cyclic],
    ['a date within', { a: { b: new Date(0) } }],
    ['a map within', { a: { b: new Map() } }],
    ['a map', new Map()],
    ['what has a class', { a: { b: new Error('x') } }],
    ['a hole in a list', { a: { b: [undefined] } }],
    ['no number', { a: { b: Number.NaN } }],
    ['an endless number', { a: { b: Number.POSITIVE_INFINITY } }],
    ['less than nothing', { a: { b: -0 } }],
    ['a function within', { a: { b: () => 1 } }],
    ['a symbol within', { a: { b: Symbol('s') } }],
    ['a big number', { a: { b: 1n } }],
    ['what writes itself otherwise', { a: { b: { toJSON: () => 1 } } }],
  ])('are not %s', (_, given) => {
    expect(taken(given)).toEqual(noObject);
    expect(taken(given, ConfigurationsPatch)).toEqual(noObject);
  });
});

describe('configurations as text', () => {
  it.each<readonly [string, readonly string[]]>([
    ['{"a":{"b":1.0}}', []],
    ['', [': format is not written as it must be']],
    ['{"a":{}', [': format is not written as it must be']],
    ['{"a":"\ud800"}', [': characters holds characters that are not allowed']],
    ['[]', [': type must be an object']],
    ['1', [': type must be an object']],
    ['{"a":1,"b":[],"c":{}}', ['a: type must be an object', 'b: type must be an object']],
    ['{"a":{"b":1,"b":2}}', ['a.b: duplicate stands more than once']],
    ['{"a":{},"a":{}}', ['a: duplicate stands more than once']],
    [deep(32), []],
    [deep(33), ['a: tooDeep must be at most 32 levels deep']],
    [many(64), []],
    [many(65), [': tooMany must have at most 64 namespaces']],
    // Too many are refused whole: what is wrong with those past the limit is not said besides.
    [many(64).replace('}}', '},"x":1,"y":2}'), [': tooMany must have at most 64 namespaces']],
    [
      many(64).replace(':{}', ':1').replace('}}', '},"x":2}'),
      [': tooMany must have at most 64 namespaces', 'n0: type must be an object'],
    ],
    [`{"a":{"b":"${x(256 * 1024 - 8)}"}}`, []],
    [`{"a":{"b":"${x(256 * 1024 - 7)}"}}`, ['a: tooLong must have at most 256 KiB']],
    [`{"a":{"b":"${'\u007f'.repeat(256 * 1024 - 8)}"}}`, []],
    [`{"a":{"b":"${'\u0080'.repeat(128 * 1024 - 3)}"}}`, ['a: tooLong must have at most 256 KiB']],
    [`{"a":{"b":"${'\u{10000}'.repeat(64 * 1024 - 2)}"}}`, []],
    [`{"a":{"b":"${'\u{10ffff}'.repeat(64 * 1024 - 2)}"}}`, []],
    [`{"a":{"b":"${'\ue000'.repeat(128 * 1024 - 4)}"}}`, ['a: tooLong must have at most 256 KiB']],
    [`{"a":{"b":"${'\u07ff'.repeat(128 * 1024 - 4)}"}}`, []],
    [`{"a":{"b":"${'\u0800'.repeat(128 * 1024 - 4)}"}}`, ['a: tooLong must have at most 256 KiB']],
    [`{"a":{"b":"${'\u{1f600}'.repeat(64 * 1024 - 2)}"}}`, []],
    [
      `{"a":{"b":"${'\u{1f600}'.repeat(64 * 1024 - 1)}"}}`,
      ['a: tooLong must have at most 256 KiB'],
    ],
  ])('%#', (text, faults) => {
    expect(taken(text)).toEqual(faults.length === 0 ? text : faults);
    expect(taken(text, ConfigurationsPatch)).toEqual(faults.length === 0 ? text : faults);
  });

  it('take a namespace away by a patch alone', () => {
    const text = '{"a":null,"b":{}}';
    expect(taken(text, ConfigurationsPatch)).toBe(text);
    expect(taken(text)).toEqual(['a: type must be an object']);
  });
});

describe('configurations that are kept', () => {
  it('are shown one namespace after the other, token for token', () => {
    const text = '{ "b" : {"2": 1.0, "1":1e400} , "__proto__":{}, "\\u0061":{ } }';
    expect(namespacesOf(restoreConfigurations(text))).toEqual([
      { namespace: 'b', source: '{"2": 1.0, "1":1e400}' },
      { namespace: '__proto__', source: '{}' },
      { namespace: 'a', source: '{ }' },
    ]);
    expect(namespacesOf(restoreConfigurations('{}'))).toEqual([]);
    expect(namespacesOf(restoreConfigurations('no JSON'))).toEqual([]);
  });

  it('are changed by what a patch names alone', () => {
    const text = restoreConfigurations('{"a":{"x":1.0},"b":{}}');
    expect(patched(text, '{"b":null,"c":{"y":1e400}}')).toBe('{"a":{"x":1.0},"c":{"y":1e400}}');
  });
});
