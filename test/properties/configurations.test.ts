import { isDeepStrictEqual } from 'node:util';
import {
  Configurations,
  namespacesOf,
  noConfigurations,
  restoreConfigurations,
  scanJson,
} from '@tenantry/domain';
import {
  accepts,
  configurationsDocuments,
  configurationTexts,
  faultyConfigurations,
  idempotentParse,
  nestedJson,
  parserOf,
  reportsEveryFault,
} from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';

const parse = parserOf(Configurations);

const codesAt = (input: unknown): readonly string[] => {
  const parsed = parse(input);
  return parsed.ok ? [] : parsed.error.map(({ path, code }) => `${path.join('/')}:${code}`);
};

describe('configurations', () => {
  it('are kept as they were given, to the last blank', () => {
    fc.assert(
      accepts(parse, configurationTexts(), (kept, given) => kept === given),
      { numRuns: rounds(120) },
    );
    fc.assert(idempotentParse(parse, configurationTexts(), (kept) => kept));
  });

  it('are cut into namespaces token for token, in their order', () => {
    fc.assert(
      fc.property(configurationsDocuments(), ({ text, namespaces }) => {
        expect(namespacesOf(Configurations.parse(text))).toEqual(namespaces);
        expect(namespacesOf(restoreConfigurations(text))).toEqual(namespaces);
      }),
      { numRuns: rounds(120) },
    );
    expect(namespacesOf(noConfigurations)).toEqual([]);
  });

  it('are what a parser of JSON takes them for', () => {
    fc.assert(
      fc.property(configurationTexts(), (text) => {
        const pairs = namespacesOf(Configurations.parse(text)).map(
          ({ namespace, source }): [string, unknown] => [namespace, JSON.parse(source)],
        );
        expect(Object.fromEntries(pairs)).toEqual(JSON.parse(text));
      }),
      { numRuns: rounds(120) },
    );
  });

  it('are refused with every fault at its place', () => {
    fc.assert(reportsEveryFault(parse, faultyConfigurations()), { numRuns: rounds(120) });
  });

  it.each([
    '{"a":{"n":[1.0,1E2,1e400,-0,-1e-400,9007199254740993,0.10]}}',
    '{"10":{},"9":{},"b":{"2":1,"1":2},"a":{}}',
    '{"__proto__":{"__proto__":null},"constructor":{"prototype":{}},"":{"":""}}',
    '{"a":{"\\u0041\\/\\ud800":"\\u0000\\n","A":"\\ud83d\\ude00"}}',
    ' {\r\n"a" :\t{ } } ',
  ])('keep %s', (text) => {
    const before = Reflect.ownKeys(Object.prototype);
    expect(Configurations.parse(text)).toBe(text);
    for (const { source } of namespacesOf(Configurations.parse(text)))
      expect(text).toContain(source);
    expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
  });

  it('are 64 at most', () => {
    const many = (length: number) =>
      JSON.stringify(Object.fromEntries(Array.from({ length }, (_, at) => [`n${at}`, {}])));
    expect(codesAt(many(64))).toEqual([]);
    expect(codesAt(many(65))).toEqual([':tooMany']);
  });

  it('are 32 containers deep at most, a namespace being the first', () => {
    const arrays = (depth: number) => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
    expect(codesAt(`{"n":${nestedJson(32)},"m":${arrays(32)}}`)).toEqual([]);
    expect(codesAt(`{"n":${nestedJson(33)},"m":${arrays(33)}}`)).toEqual([
      'n:tooDeep',
      'm:tooDeep',
    ]);
    expect(codesAt(`{"n":${nestedJson(40_000)}}`)).toEqual(['n:tooDeep']);
  });

  it.each([
    ['x', 1],
    ['\u00fc', 2],
    ['\u7530', 3],
    ['\u{1f511}', 4],
  ])('are 256 KiB each at most, counted in UTF-8: %s', (character, bytes) => {
    const limit = 256 * 1024;
    const room = limit - '{"t":""}'.length;
    const text = character.repeat(Math.floor(room / bytes)) + 'x'.repeat(room % bytes);
    expect(codesAt(`{"n":{"t":"${text}"},"m":{"t":"${text}"}}`)).toEqual([]);
    expect(codesAt(`{"n":{"t":"${text}x"},"m":{}}`)).toEqual(['n:tooLong']);
  });

  it('report all faults of several namespaces at once', () => {
    const text = `{"a":1,"b":{"k":0,"k":1},"c":${nestedJson(33)},"a":{},"d":[]}`;
    expect(codesAt(text).toSorted()).toEqual([
      'a:duplicate',
      'a:type',
      'b/k:duplicate',
      'c:tooDeep',
      'd:type',
    ]);
  });

  it('may be a plain object, which is written as JSON', () => {
    // JSON reads a zero that is negative, and does not write one.
    const values = fc
      .jsonValue()
      .filter((value) => isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value));
    const objects = fc.dictionary(
      fc.string(),
      fc.dictionary(fc.string(), values, { noNullPrototype: true, maxKeys: 3 }),
      { noNullPrototype: true, maxKeys: 3 },
    );
    fc.assert(accepts(parse, objects, (kept, given) => kept === JSON.stringify(given)));
    expect(codesAt({ a: 1n })).toEqual([':type']);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -0, () => 1, Symbol('a'), new Map(), new Set()])(
    'refuse a plain object that JSON would change in silence: %s',
    (lost) => {
      expect(codesAt({ a: { b: lost } })).toEqual([':type']);
      expect(codesAt({ a: { b: [lost] } })).toEqual([':type']);
    },
  );

  it('leave out what is undefined in a plain object', () => {
    expect(parse({ a: { b: undefined, c: 1 } })).toEqual({ ok: true, value: '{"a":{"c":1}}' });
  });

  it('agree with JSON.parse on what is JSON at all', () => {
    const damaged = fc
      .tuple(configurationTexts(), fc.nat(), fc.constantFrom(...',:[]{}"\\0-.e \n\ufeff\u00a0', ''))
      .map(([text, place, put]) => {
        const at = place % (text.length + 1);
        return text.slice(0, at) + put + text.slice(at + 1);
      });
    const parses = (text: string): boolean => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(damaged, (text) => {
        expect(scanJson(text).ok).toBe(parses(text));
        if (!parses(text)) expect(codesAt(text).length).toBeGreaterThan(0);
      }),
      { numRuns: rounds(400) },
    );
  });
});
