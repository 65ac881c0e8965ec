import { describe, expect, it } from 'vitest';
import { fieldAt } from './field-at.ts';
import { isJsonObject } from './is-object.ts';
import { present } from './present.ts';

describe('a command without what is undefined in it', () => {
  it.each<readonly [unknown, unknown]>([
    [{ a: undefined, b: 1 }, { b: 1 }],
    [{ a: { b: undefined, c: null } }, { a: { c: null } }],
    [{ users: [{ name: 'x', email: undefined }] }, { users: [{ name: 'x' }] }],
    [
      [undefined, { a: undefined }],
      [undefined, {}],
    ],
    [Object.assign(Object.create(null), { a: undefined }), {}],
    [JSON.parse('{"__proto__":{"a":1}}'), JSON.parse('{"__proto__":{"a":1}}')],
    // Command, list, entry, its fields: what is deeper is left as it is.
    [
      { a: { b: { c: { d: { e: undefined }, f: undefined } } } },
      { a: { b: { c: { d: { e: undefined } } } } },
    ],
    [[[[[{ a: undefined }]]]], [[[[{ a: undefined }]]]]],
    [[[[{ a: undefined }]]], [[[{}]]]],
    // Their own parser sees to these.
    [{ configurations: { a: undefined } }, { configurations: { a: undefined } }],
    [{ configurationsPatch: { a: undefined } }, { configurationsPatch: { a: undefined } }],
    [{ other: { a: undefined } }, { other: {} }],
  ])('%# is the same otherwise', (given, left) => {
    expect(present(given)).toStrictEqual(left);
  });

  it.each([
    undefined,
    null,
    'x',
    1,
    new Date(0),
    new Map([['a', undefined]]),
    new (class Own {
      field = undefined;
    })(),
  ])('is left as it is where it is no plain data: %s', (given) => {
    expect(present(given)).toBe(given);
    expect(present({ a: [given] })).toHaveProperty('a.0', given);
  });
});

it.each<readonly [unknown, unknown]>([
  [{ a: 1 }, 1],
  [{ b: 1 }, undefined],
  [Object.assign(() => 1, { a: 1 }), undefined],
  [null, undefined],
  [undefined, undefined],
  ['text', undefined],
])('a field of %j is %j', (value, field) => {
  expect(fieldAt(value, 'a')).toBe(field);
  expect(fieldAt([value], '0')).toBe(value);
});

it.each<readonly [unknown, boolean]>([
  [{}, true],
  [[], false],
  [null, false],
  ['x', false],
])('%j can be a JSON object: %s', (value, is) => {
  expect(isJsonObject(value)).toBe(is);
});
