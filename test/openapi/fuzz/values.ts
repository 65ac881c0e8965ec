import fc from 'fast-check';
import type { Described, Schema } from './document.ts';

/** Texts that have broken something somewhere. */
const unkind = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e',
  '\ufeff',
  "a'||'b",
  '$.x',
  '__proto__',
  'constructor',
  '${jndi}',
  '<![CDATA[]]>',
  ']]>&amp;',
  'İ',
  'e\u0301',
  '👩‍👩‍👧',
  'x'.repeat(255),
  '👍'.repeat(255),
  'x'.repeat(256),
  '👍'.repeat(256),
  'x'.repeat(2000),
];

/** Any JSON, of any type. */
const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, 0, -1, 1.5, 2 ** 53, 1e21, '1', [], {}, [[]], [{}]),
  fc.constantFrom(...unkind),
  fc.constantFrom<unknown>({ toString: 1 }, JSON.parse('{"__proto__":{"admin":true}}'), [null]),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Words that are kept until a request has been made to be unlike all before it. */
const words = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 });

const uuids = fc.uuid({ version: 7 });

/** What fits a pattern, where fast-check can read it; else some text, which may not fit. */
function fitting(pattern: string): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'), { size: '-1' });
  } catch {
    return fc.oneof(words, fc.stringMatching(/^[0-9]{5,10}$/));
  }
}

const clean = '^[^\\p{Cc}\\p{Cs}]*$';

function texts({ format, pattern, examples, minLength = 0, maxLength = 60 }: Schema) {
  const examplesToo = (examples ?? []).filter((one) => typeof one === 'string');
  const others =
    examplesToo.length > 0 ? [{ weight: 3, arbitrary: fc.constantFrom(...examplesToo) }] : [];
  const plain = (): fc.Arbitrary<string> => {
    if (format === 'email')
      return fc.stringMatching(/^[a-z]{1,6}[0-9]{1,5}$/).map((local) => `${local}@example.com`);
    if (format === 'uuid') return uuids;
    if (format === 'password')
      return fc.constantFrom('nine blue kettles sing', 'eight red pans fall');
    if (format === 'date-time')
      return fc
        .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString());
    if (pattern !== undefined && pattern !== clean) return fitting(pattern);
    return words;
  };
  const edge = fc.constantFrom(minLength, Math.min(maxLength, 2000)).map((n) => 'x'.repeat(n));
  return fc.oneof(
    { weight: 12, arbitrary: plain() },
    { weight: format === undefined && pattern === clean ? 1 : 0, arbitrary: edge },
    ...others,
  );
}

/**
 * Values that a schema allows, as far as it says so: what is beyond it, such as that no mailbox may
 * stand twice, is for the server to find.
 */
export const valuesOf = ({ schemaAt }: Pick<Described, 'schemaAt'>) => {
  const made = new Map<Schema, fc.Arbitrary<unknown>>();

  const objects = (schema: Schema): fc.Arbitrary<unknown> => {
    const { properties = {}, required = [], additionalProperties } = schema;
    const known = Object.fromEntries(
      Object.entries(properties).map(([name, inner]) => [name, of(inner)]),
    );
    const record = fc.record(known, {
      requiredKeys: required.filter((name) => Object.hasOwn(known, name)),
      noNullPrototype: true,
    });
    if (typeof additionalProperties !== 'object') return record;
    const more = fc.dictionary(words, of(additionalProperties), {
      maxKeys: 2,
      noNullPrototype: true,
    });
    return fc.tuple(more, record).map(([others, own]) => ({ ...others, ...own }));
  };

  const ofType = (type: string, schema: Schema): fc.Arbitrary<unknown> => {
    switch (type) {
      case 'object':
        return objects(schema);
      case 'array': {
        const { minItems = 0, maxItems = 3 } = schema;
        const entries = schema.items === undefined ? anything : of(schema.items);
        return fc.array(entries, { minLength: minItems, maxLength: Math.min(maxItems, 3) });
      }
      case 'string':
        return texts(schema);
      case 'integer': {
        const { minimum = -1000, maximum = 2 ** 31 } = schema;
        const small = { min: minimum, max: Math.min(maximum, minimum + 5) };
        return fc.oneof(fc.integer(small), fc.constantFrom(minimum, maximum));
      }
      case 'number':
        return fc.double({ noNaN: true, min: schema.minimum ?? -1e3, max: schema.maximum ?? 1e3 });
      case 'boolean':
        return fc.boolean();
      default:
        return fc.constant(null);
    }
  };

  const fresh = (schema: Schema): fc.Arbitrary<unknown> => {
    if (schema.$ref !== undefined) return of(schemaAt(schema.$ref));
    if ('const' in schema) return fc.constant(schema.const);
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices !== undefined) {
      const { anyOf: _, oneOf: __, ...common } = schema;
      // What all have in common stands beside the choices.
      const isWhole = common.type === undefined && common.properties === undefined;
      return fc.oneof(...choices.map((one) => of(isWhole ? one : { ...common, ...one })));
    }
    if (schema.allOf !== undefined)
      return fc
        .tuple(...schema.allOf.map(of))
        .map((parts) => Object.assign({}, ...parts.map((part) => part ?? {})));
    const types = [schema.type ?? []].flat();
    return types.length === 0 ? anything : fc.oneof(...types.map((type) => ofType(type, schema)));
  };

  /** Made once for each schema; no schema of the description holds itself. */
  const of = (schema: Schema): fc.Arbitrary<unknown> => {
    const known = made.get(schema);
    if (known !== undefined) return known;
    const arbitrary = fresh(schema);
    made.set(schema, arbitrary);
    return arbitrary;
  };
  return of;
};

/** Changes a value at one place of it: leaves that out, puts anything there, or adds something. */
export const spoiled = (value: unknown): fc.Arbitrary<unknown> =>
  fc.tuple(fc.nat(), fc.nat(2), anything).map(([at, how, other]) => {
    const places = placesIn(value);
    return changedAt(value, places[at % places.length] ?? [], how, other);
  });

type Place = readonly (string | number)[];

const placesIn = (value: unknown, here: Place = []): readonly Place[] =>
  typeof value === 'object' && value !== null
    ? [here, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...here, key]))]
    : [here];

function changedAt(value: unknown, [step, ...rest]: Place, how: number, other: unknown): unknown {
  if (step === undefined || typeof value !== 'object' || value === null) {
    const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
    return how === 2 && isRecord ? { ...value, 'a stranger': other } : other;
  }
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    if (key !== String(step)) return [[key, inner] as const];
    if (rest.length === 0 && how === 0) return [];
    return [[key, changedAt(inner, rest, how, other)] as const];
  });
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

/** Texts that stand where a header, a part of the path or of the query is expected. */
export const anyText = fc.oneof(
  words,
  fc.constantFrom(...unkind.filter((text) => text !== '' && text.length < 300)),
  fc.constantFrom(
    '0',
    '-1',
    '1.5',
    '2147483648',
    'null',
    '*',
    'W/"1"',
    '"1"',
    '%zz',
    '../..',
    '💥',
  ),
);
