import fc from 'fast-check';

const halves = { first: 0xd800, count: 0x800 };

/**
 * Any code point by itself, control characters among them, halves of pairs not. The nearer to
 * ASCII, the likelier. Cheaper to build than `unit: 'binary'`, which takes a second to set up.
 */
export const codePoints = (): fc.Arbitrary<string> =>
  fc
    .oneof(
      fc.nat({ max: 0x7f }),
      fc.nat({ max: 0x24f }),
      fc.nat({ max: 0xffff - halves.count }),
      fc.nat({ max: 0x10ffff - halves.count }),
    )
    .map((at) => String.fromCodePoint(at < halves.first ? at : at + halves.count));

/** Texts of any code points whatever. */
export const anyTexts = (
  constraints: { readonly minLength?: number; readonly maxLength?: number } = {},
): fc.Arbitrary<string> => fc.string({ unit: codePoints(), ...constraints });
