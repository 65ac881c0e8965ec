import fc from 'fast-check';

/** Labels of internationalised domains, each with its A-label (RFC 5890, 2.3.2.1). */
const internationalLabels = [
  ['bücher', 'xn--bcher-kva'],
  ['café', 'xn--caf-dma'],
  ['łódź', 'xn--d-uga0v4h'],
  ['пример', 'xn--e1afmkfd'],
  ['παράδειγμα', 'xn--hxajbheg2az3al'],
  ['例え', 'xn--r8jz45g'],
  ['한국', 'xn--3e0b707e'],
  ['उदाहरण', 'xn--p1b6ci4b4b3a'],
  ['ไทย', 'xn--o3cw4h'],
  ['☃', 'xn--n3h'],
] as const;

/** In a domain with right-to-left labels every label must keep RFC 5893: these do. */
const rightToLeft = [
  ['דוגמה', 'xn--6dbbec0c'],
  ['example', 'example'],
] as const;

/** A label as it may be written, and the A-label that it stands for. */
type Label = readonly [written: string, ascii: string];

/** One mailbox in several spellings. */
export interface Mailbox {
  /** Each of them an address of this mailbox: other letter cases, A-labels or U-labels. */
  readonly spellings: readonly [string, string, string];
  /** Lower case, the domain in A-labels. */
  readonly canonical: string;
}

/** RFC 5322, 3.2.3: every character of an atom. */
const atext = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~";
const atoms = (maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...atext), minLength: 1, maxLength });

export const localParts = (): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.array(atoms(8), { minLength: 1, maxLength: 3 }).map(dotted) },
    { weight: 2, arbitrary: fc.tuple(atoms(8), atoms(8)).map((parts) => parts.join('+')) },
    { weight: 1, arbitrary: fc.constantFrom('a', '-', "o'brien", 'a.b.c', 'x'.repeat(64)) },
  );

const plainLabels = (maxLength = 12): fc.Arbitrary<Label> =>
  fc
    .stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/)
    // A dash as third and fourth character is kept for A-labels.
    .filter((label) => label.length <= maxLength && label.slice(2, 4) !== '--')
    .map((label) => [label, label]);

const topLabels = (): fc.Arbitrary<Label> =>
  fc.constantFrom<Label>(
    ['com', 'com'],
    ['museum', 'museum'],
    ['中文', 'xn--fiq228c'],
    ['io', 'io'],
  );

const domains = (): fc.Arbitrary<readonly Label[]> =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(
          fc.array(
            fc.oneof(
              { weight: 3, arbitrary: plainLabels() },
              { weight: 1, arbitrary: fc.constantFrom<Label>(...internationalLabels) },
            ),
            { minLength: 1, maxLength: 3 },
          ),
          topLabels(),
        )
        .map(([labels, top]) => [...labels, top]),
    },
    { weight: 1, arbitrary: fc.constant(rightToLeft) },
    { weight: 1, arbitrary: fc.constant(labelsOfLength(63, 63, 61)) },
  );

/** Mailboxes whose addresses are valid, up to 254 octets long. */
export const mailboxes = (): fc.Arbitrary<Mailbox> =>
  fc
    .tuple(localParts(), domains(), choices(), choices(), choices())
    .map(
      ([local, labels, first, second, third]): Mailbox => ({
        spellings: [
          spell(local, labels, first),
          spell(local, labels, second),
          spell(local, labels, third),
        ],
        canonical: `${local}@${dotted(labels.map(([, ascii]) => ascii))}`.toLowerCase(),
      }),
    )
    .filter(({ canonical }) => canonical.length <= 254);

/** Valid addresses, in any spelling. */
export const emailAddresses = (): fc.Arbitrary<string> =>
  mailboxes().map(({ spellings }) => spellings[0]);

/** How each part of an address is written; those that are not called for mean nothing. */
const choices = () =>
  fc.array(fc.tuple(fc.boolean(), fc.constantFrom(...cases), fc.boolean()), {
    minLength: 5,
    maxLength: 5,
  });

const asItIs = (text: string): string => text;
const cases = [asItIs, (text: string) => text.toUpperCase(), (text: string) => text.toLowerCase()];

type Choice = readonly [inAscii: boolean, cased: (text: string) => string, decomposed: boolean];

function spell(local: string, labels: readonly Label[], choices: readonly Choice[]): string {
  const [inAscii, casedLocal = asItIs] = choices[0] ?? [];
  const written = labels.map(([unicode, ascii], at) => {
    const [, cased = asItIs, decomposed] = choices[at + 1] ?? [];
    const label = cased(inAscii ? ascii : unicode);
    return decomposed ? label.normalize('NFD') : label;
  });
  return `${casedLocal(local)}@${dotted(written)}`;
}

function labelsOfLength(...lengths: readonly number[]): readonly Label[] {
  return lengths.map((length) => ['d'.repeat(length), 'd'.repeat(length)]);
}

function dotted(parts: readonly string[]): string {
  return parts.join('.');
}
