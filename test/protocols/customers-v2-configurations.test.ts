import { scanJson } from '@tenantry/domain';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';
import { type Answer, clientOf, codeOf, idOf, placesOf } from './customers-v2-client.ts';
import { openInstallation } from './installation.ts';

let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  client = clientOf(await openInstallation());
});

const create = (source: string) =>
  client.createRaw(`{"customer":{"name":"As is"},"additionalConfigurations":${source}}`);

/** The configurations of an answer, as they are written there. */
function sourceIn({ text }: Answer): string | undefined {
  const scan = scanJson(text);
  return scan.ok
    ? scan.members.find(({ key }) => key === 'additionalConfigurations')?.text
    : undefined;
}

const blank = fc.stringMatching(/^[ \t\r\n]{0,2}$/);
const number = fc.constantFrom(
  '0',
  '-0',
  '1.0',
  '1E2',
  '1e400',
  '-1e-400',
  '9007199254740993',
  '0.1000',
  '1e+05',
);
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }).map(jsonInside) },
  fc.constantFrom('\\u0041', '\\/', '\\ud800', '\\u0000', '\\uD83D\\ude00', '\\n', '\u2028'),
);
const quoted = fc.array(piece, { maxLength: 3 }).map((pieces) => `"${pieces.join('')}"`);
const key = fc.oneof(
  quoted,
  fc.constantFrom('"__proto__"', '"constructor"', '""', '"2"', '"10"', '"1"', '"toString"'),
);
const { object } = fc.letrec<{ value: string; object: string; array: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    number,
    quoted,
    fc.constantFrom('true', 'false', 'null'),
    tie('array'),
    tie('object'),
  ),
  array: fc
    .array(fc.tuple(blank, tie('value'), blank), { maxLength: 4 })
    .map((entries) => `[${entries.map((entry) => entry.join('')).join(',')}]`),
  object: members(tie('value')),
}));

function members(value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .uniqueArray(fc.tuple(blank, key, blank, value, blank), {
      maxLength: 4,
      selector: ([, written]): unknown => JSON.parse(written),
    })
    .map(
      (entries) =>
        `{${entries.map(([a, name, b, held, c]) => `${a}${name}${b}:${held}${c}`).join(',')}}`,
    );
}

function jsonInside(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

describe('additionalConfigurations', () => {
  it('come back token for token, when they are made and when they are read', async () => {
    await fc.assert(
      fc.asyncProperty(members(object), async (source) => {
        const created = await create(source);
        expect(created.status).toBe(201);
        expect(sourceIn(created)).toBe(source);
        expect(sourceIn(await client.show(idOf(created)))).toBe(source);
      }),
      { numRuns: rounds(100) },
    );
  });

  it.each([
    ['numbers', '{"n":{"big":9007199254740993,"one":1.0,"huge":1e400,"zero":-0,"e":1E2}}'],
    ['keys in an odd order', '{"10":{"b":1,"2":2,"1":3},"9":{},"a":{}}'],
    ['names of Object', '{"__proto__":{"__proto__":{"a":1}},"constructor":{"prototype":{}}}'],
    ['escapes', '{"\\u0061":{"\\/":"\\u0000\\ud800\\b"}}'],
    ['an empty name', '{"":{"":{}}}'],
    ['blanks', '{ "a" : { "b" : [ 1 , 2 ] } }'],
    ['an object that is empty', '{}'],
  ])('keep %s', async (_, source) => {
    const created = await create(source);
    expect(created.status).toBe(201);
    expect(sourceIn(created)).toBe(source);
    expect(sourceIn(await client.show(idOf(created)))).toBe(source);
  });

  it('leave the prototype of objects alone', async () => {
    const before = Reflect.ownKeys(Object.prototype);
    await create('{"__proto__":{"polluted":{}},"constructor":{"prototype":{"polluted":1}}}');
    expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
    expect(Reflect.get({}, 'polluted')).toBe(undefined);
  });

  it.each([
    ['{"a":{"x":1,"x":2}}', ['additionalConfigurations.a.x']],
    ['{"a":{},"a":{}}', ['additionalConfigurations.a']],
    ['{"a":{"x":[{"y":1,"\\u0079":1}]}}', ['additionalConfigurations.a.x[0].y']],
    [
      '{"a":1,"b":[],"c":"","d":null}',
      ['a', 'b', 'c', 'd'].map((n) => `additionalConfigurations.${n}`),
    ],
    ['[{}]', ['additionalConfigurations']],
    ['"{}"', ['additionalConfigurations']],
    ['null', ['additionalConfigurations']],
  ])('are refused with the place of each fault: %s', async (source, places) => {
    const answer = await create(source);
    expect(codeOf(answer)).toBe('400 API-0400');
    expect(placesOf(answer)).toEqual(places);
  });

  const nested = (levels: number) => `${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`;
  const namespaces = (count: number) =>
    `{${Array.from({ length: count }, (_, at) => `"n${at}":{}`).join(',')}}`;
  const long = (bytes: number) => `{"a":"${'x'.repeat(bytes - 8)}"}`;

  it.each([
    ['nested 32 deep', `{"n":${nested(32)}}`],
    ['of 64 namespaces', namespaces(64)],
    ['of 256 KiB', `{"n":${long(256 * 1024)}}`],
  ])('may be %s', async (_, source) => {
    const created = await create(source);
    expect(created.status).toBe(201);
    expect(sourceIn(created)).toBe(source);
  });

  it.each([
    ['nested 33 deep', `{"n":${nested(33)}}`, 'additionalConfigurations.n'],
    ['of 65 namespaces', namespaces(65), 'additionalConfigurations'],
    ['longer than 256 KiB', `{"n":${long(256 * 1024 + 1)}}`, 'additionalConfigurations.n'],
  ])('may not be %s', async (_, source, place) => {
    const answer = await create(source);
    expect(codeOf(answer)).toBe('400 API-0400');
    expect(placesOf(answer)).toEqual([place]);
  });

  it('are refused with a place that is cut, where its keys are huge', async () => {
    const answer = await create(`{"${'k'.repeat(400_000)}":{${'"x":1,'.repeat(50)}"y":1}}`);
    expect(answer.status).toBe(400);
    expect(answer.text.length).toBeLessThan(2000);
  });
});
