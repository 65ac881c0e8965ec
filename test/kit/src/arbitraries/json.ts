import fc from 'fast-check';
import { anyTexts } from './code-points.ts';

/** Numbers whose text would not survive being read and written again. */
const numberTexts = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom('0', '-0', '1.0', '1E2', '1e400', '-1e-400', '9007199254740993', '0.10'),
    fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => JSON.stringify(value)),
    fc.bigInt().map(String),
  );

/** Keys that objects of JavaScript drop, reorder or act upon, and any other text. */
export const jsonKeys = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom(
      '',
      '10',
      '9',
      '-0',
      '01',
      '__proto__',
      'constructor',
      'toString',
      'a.b',
      '\ud800',
    ),
    anyTexts({ maxLength: 6 }),
  );

/** A string as JSON text, some of its characters escaped though they need not be. */
const jsonStrings = (contents: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(contents, fc.array(fc.boolean(), { maxLength: 12 })).map(([text, escaped]) => {
    const written = [...text].map((character, at) =>
      escaped[at] === true || !character.isWellFormed()
        ? character.replace(/[^]/g, escapeUnit)
        : JSON.stringify(character).slice(1, -1),
    );
    return `"${written.join('')}"`;
  });

const escapeUnit = (unit: string): string =>
  `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

const gaps = (): fc.Arbitrary<string> => fc.constantFrom('', '', '', ' ', '\n', '\t', '\r\n  ');

/** A member of an object, as text, beside the key that it has. */
export interface JsonMemberText {
  readonly key: string;
  /** The value's text, without blanks around it. */
  readonly value: string;
  /** Key, colon and value, with blanks around them. */
  readonly text: string;
}

/** A member with its key written in any way. */
export const jsonMembers = (
  keys: fc.Arbitrary<string>,
  values: fc.Arbitrary<string>,
): fc.Arbitrary<JsonMemberText> =>
  keys.chain((key) =>
    fc
      .tuple(gaps(), jsonStrings(fc.constant(key)), gaps(), gaps(), values, gaps())
      .map(([before, name, between, after, value, end]) => ({
        key,
        value,
        text: `${before}${name}${between}:${after}${value}${end}`,
      })),
  );

/** Members of one object: no key stands twice. */
export const distinctMembers = (
  values: fc.Arbitrary<string>,
  constraints: { readonly minLength?: number; readonly maxLength: number },
): fc.Arbitrary<readonly JsonMemberText[]> =>
  fc.uniqueArray(jsonMembers(jsonKeys(), values), { ...constraints, selector: ({ key }) => key });

export const jsonObjectOf = (members: readonly JsonMemberText[]): string =>
  `{${members.map(({ text }) => text).join(',')}}`;

/** JSON of any kind, as text: odd numbers, odd keys, escapes and blanks; no key stands twice. */
export const jsonTexts = (): fc.Arbitrary<string> => nested().value;

/** The same, an object. */
export const jsonObjectTexts = (): fc.Arbitrary<string> => nested().object;

const nested = () =>
  fc.letrec<{ value: string; object: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom('null', 'true', 'false'),
      numberTexts(),
      jsonStrings(fc.oneof(anyTexts({ maxLength: 8 }), fc.constantFrom('\udfff', 'a\ud800b'))),
      fc
        .array(fc.tuple(gaps(), tie('value'), gaps()), { maxLength: 4 })
        .map((items) => `[${items.map((item) => item.join('')).join(',')}]`),
      tie('object'),
    ),
    object: distinctMembers(tie('value'), { maxLength: 4 }).map(jsonObjectOf),
  }));

/** An object with another in it, and so on: so many containers deep, itself the first. */
export const nestedJson = (depth: number): string =>
  `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`;
