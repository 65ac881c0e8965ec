import fc from 'fast-check';
import { type Mailbox, mailboxes } from '../arbitraries/email.ts';

/** Two texts, of which somebody might think that they are one mailbox, or two. */
export type MailboxPair = readonly [one: string, other: string];

/**
 * Pairs of an address and of something that looks like it: another spelling (letter case, A-labels,
 * composed and decomposed letters), other widths, invisible characters, a full stop at the end, a tag,
 * blanks around it, another mailbox altogether, or one that shares half of it.
 */
export const mailboxPairs = (): fc.Arbitrary<MailboxPair> =>
  fc
    .tuple(mailboxes(), fc.constantFrom(...variations), fc.nat(), mailboxes())
    .map(
      ([mailbox, vary, place, another]): MailboxPair => [
        mailbox.spellings[0],
        vary(mailbox, place, another),
      ],
    );

type Variation = (mailbox: Mailbox, place: number, another: Mailbox) => string;

const atPlace = (text: string, place: number, change: (character: string) => string): string => {
  const characters = [...text];
  const at = place % characters.length;
  return characters
    .map((character, index) => (index === at ? change(character) : character))
    .join('');
};

const invisible = ['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u034f', '\u180e'];

/** The full-width form of a visible ASCII character, which NFKC turns back into it. */
const wide = (character: string): string => {
  const point = character.codePointAt(0) ?? 0;
  return point > 0x20 && point < 0x7f ? String.fromCodePoint(point + 0xfee0) : character;
};

const partsOf = (address: string): readonly [local: string, domain: string] => {
  const at = address.lastIndexOf('@');
  return [address.slice(0, at), address.slice(at + 1)];
};

const variations: readonly Variation[] = [
  ({ spellings }) => spellings[1],
  ({ spellings }) => spellings[2],
  ({ canonical }) => canonical,
  ({ spellings }) => spellings[0].toUpperCase(),
  ({ spellings }) => spellings[0].toLowerCase(),
  ({ spellings }) => spellings[0].normalize('NFD'),
  ({ spellings }) => spellings[0].normalize('NFKC'),
  ({ spellings }, place) => atPlace(spellings[0], place, wide),
  ({ spellings }, place) =>
    atPlace(spellings[0], place, (character) => character + (invisible[place % 8] ?? '')),
  ({ spellings }) => `${spellings[0]}.`,
  ({ spellings }) => spellings[0].replace('@', '+tag@'),
  ({ spellings }) => spellings[0].replace('@', '.@'),
  ({ spellings }) => ` ${spellings[0]}\t`,
  ({ spellings }, place) => atPlace(spellings[0], place, (character) => character.toUpperCase()),
  (_, __, another) => another.spellings[0],
  // Somebody else of the same domain, and a namesake at another.
  ({ spellings }, _, another) => `${partsOf(another.spellings[0])[0]}@${partsOf(spellings[0])[1]}`,
  ({ spellings }, _, another) => `${partsOf(spellings[0])[0]}@${partsOf(another.spellings[0])[1]}`,
];
