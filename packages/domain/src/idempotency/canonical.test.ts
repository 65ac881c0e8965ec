import { describe, expect, it } from 'vitest';
import { secret } from '../values/secret.ts';
import { canonical, canonicalJson } from './canonical.ts';

describe('a command as one text', () => {
  it.each<readonly [unknown, string]>([
    [{ b: 1, a: 'x' }, '{"a":"x","b":1}'],
    [{ b: [2, 1], a: { d: null, c: true } }, '{"a":{"c":true,"d":null},"b":[2,1]}'],
    [{ a: undefined, b: 1 }, '{"b":1}'],
    [[undefined, null], '[null,null]'],
    [undefined, 'null'],
    ['"', '"\\""'],
    [[], '[]'],
    [{}, '{}'],
    [{ '"': 1 }, '{"\\"":1}'],
    [{ b: 1, c: 2, a: 3 }, '{"a":3,"b":1,"c":2}'],
    [{ b: 1, aa: 2, a: 3 }, '{"a":3,"aa":2,"b":1}'],
  ])('%j is %s', (command, text) => {
    expect(canonical(command)).toBe(text);
  });

  it.each([[() => 1], [Symbol('s')], [1n], [new Date(0)], [secret('s')]])(
    'is none where something in it shows nothing of itself: %s',
    (value) => {
      const plain = new TypeError('a command is compared by plain data alone');
      expect(() => canonical({ a: [value] })).toThrow(plain);
    },
  );
});

it.each([
  ['{ "b" : 1.0, "a" : [ 1e400, -0, "x" ] }', '{"a":[1e400,-0,"x"],"b":1.0}'],
  [
    '{"b":{"d":null,"c":true},"a":9007199254740993}',
    '{"a":9007199254740993,"b":{"c":true,"d":null}}',
  ],
  ['[]', '[]'],
  [' 1.50 ', '1.50'],
  ['"\\u0041"', '"A"'],
  ['null', 'null'],
])('JSON %s is %s', (text, same) => {
  expect(canonicalJson(text)).toBe(same);
});
