import fc from 'fast-check';
import { emailAddresses, localParts } from './email.ts';
import { type Faulty, noTexts, refused } from './faulty.ts';

/** Addresses that look right and are none, or that hide another mailbox, or several. */
const notorious = [
  ...words('@ a a@ @b.com a@b a@.com a@b..com a@b.com. a@-b.com a@b-.com a@b_c.com a@ab--cd.com'),
  ...words('.a@b.com a.@b.com a..b@b.com "a"@b.com a(x)@b.com a@(x)b.com a@b.com(x) <a@b.com>'),
  ...words('a@b.com,c@d.com a@b.com;c@d.com a,c@b.com @x.com:a@b.com a%c@b@d.com a@xn--zzzz.com'),
  ...words('a@127.0.0.1 a@[127.0.0.1] a@[IPv6:::1] a@b.123 a@b\uff0ecom a@b\u3002com a@b\uff61com'),
  ...words('a\uff20b.com a@\ufe6bb.com a@b.com\uff20d.com a@\u212aey.com a@stra\u00dfe.de'),
  ...words('m\u0131ke@b.com ana\u0301@b.com a\u200b@b.com \u00e9@b.com a@b\ud800.com a@b\0.com'),
  '',
  ' ',
  'A <a@b.com>',
  'a b@b.com',
  'a@b c.com',
  'a@b.com\r\nBcc: c@d.com',
  'a\n@b.com',
  `${'x'.repeat(65)}@b.com`,
  `${'x'.repeat(64)}@${'d'.repeat(63)}.${'d'.repeat(63)}.${'d'.repeat(62)}`,
  `a@${'d'.repeat(64)}.com`,
  `a@${'d.'.repeat(126)}com`,
  `a@${'d'.repeat(300)}.com`,
];

function words(text: string): readonly string[] {
  return text.split(' ');
}

/** What no part of an address may hold, wherever it stands. */
const intruders = [...' ,;:"()<>[]\\@\0\x7f'];

/** Inputs that are no address: `format` for each text, whatever is wrong with it. */
export const faultyEmailAddresses = (): fc.Arbitrary<Faulty> =>
  fc.oneof(
    noTexts(),
    refused(fc.constantFrom(...notorious), 'format'),
    refused(
      fc
        .tuple(emailAddresses(), fc.constantFrom(...intruders), fc.nat())
        .map(([address, intruder, place]) => inserted(address, intruder, place)),
      'format',
    ),
    refused(
      localParts().map((local) => `${local}@localhost`),
      'format',
    ),
  );

/** Within the text, since blanks around it are trimmed. */
function inserted(text: string, piece: string, place: number): string {
  const units = [...text];
  const at = 1 + (place % (units.length - 1));
  return [...units.slice(0, at), piece, ...units.slice(at)].join('');
}
