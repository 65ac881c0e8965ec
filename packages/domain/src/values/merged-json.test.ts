import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergedJson } from './merged-json.ts';

/** The function of RFC 7396, 2, as it stands there. */
function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  // Without a prototype, so that `__proto__` is a name as any other.
  const result: Record<string, unknown> = Object.create(null);
  Object.assign(result, isObject(target) ? target : {});
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = mergePatch(result[name], value);
  }
  return result;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Few keys, so that many are met again. */
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue({ maxDepth: 1 }),
    fc.constant(null),
    fc.dictionary(fc.constantFrom('a', 'b"', '\\', 'é', '{', ']'), tie('value'), { maxKeys: 4 }),
  ),
}));

describe('a merge patch', () => {
  // RFC 7396, appendix A.
  it.each([
    ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
    ['{"a":"b"}', '{"a":null}', '{}'],
    ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
    ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
    ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
    ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
    ['["a","b"]', '["c","d"]', '["c","d"]'],
    ['{"a":"b"}', '["c"]', '["c"]'],
    ['{"a":"foo"}', 'null', 'null'],
    ['{"a":"foo"}', '"bar"', '"bar"'],
    ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
    ['[1,2]', '{"a":"b","c":null}', '{"a":"b"}'],
    ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
  ])('makes of %s by %s %s', (target, patch, expected) => {
    expect(mergedJson(target, patch)).toBe(expected);
  });

  it('keeps the tokens of what it does not name, and brings its own', () => {
    const target = '{ "n" : {"2": 1.0, "1" :1e400, "\\u0061":[ {"x" :null} ] , "__proto__": {}} }';
    const patch = '{"n":{"a":{"q": -0 , "z":null}, "3":9007199254740993}}';
    expect(mergedJson(target, patch)).toBe(
      '{"n":{"2":1.0,"1":1e400,"\\u0061":{"q":-0},"__proto__":{},"3":9007199254740993}}',
    );
    expect(mergedJson(target, '{}')).toBe(
      '{"n":{"2": 1.0, "1" :1e400, "\\u0061":[ {"x" :null} ] , "__proto__": {}}}',
    );
  });

  it('is that of RFC 7396, whatever both are and however they are written', () => {
    fc.assert(
      fc.property(anyValue, anyValue, fc.constantFrom(0, 1, '\t'), (target, patch, blanks) => {
        const texts = [target, patch].map((value) => JSON.stringify(value, null, blanks));
        const [before = '', change = ''] = texts;
        expect(JSON.parse(mergedJson(before, change))).toEqual(
          mergePatch(JSON.parse(before), JSON.parse(change)),
        );
      }),
    );
  });
});
