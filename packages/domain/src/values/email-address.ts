import { toASCII, toUnicode } from 'tr46';
import { z } from 'zod';

declare const brand: unique symbol;

/**
 * A mailbox. `address` is as it was given, for showing; `canonical` is lower case with the domain
 * in A-labels, for uniqueness. Dots and `+tags` are kept: they make another mailbox at some hosts.
 */
export interface EmailAddress {
  readonly address: string;
  readonly canonical: string;
  readonly [brand]: 'EmailAddress';
}

/** RFC 5321, 4.5.3.1.3: a path of 256 octets holds an address of 254. */
export const longestEmailAddress = 254;
/** RFC 5321, 4.5.3.1.1. */
const longestLocalPart = 64;
/** RFC 5322, 3.2.3: no quotes, no comments. */
const dotAtom = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;

/**
 * At most 254 octets; an ASCII dot-atom, `@`, a domain of two labels or more by UTS #46 with
 * STD3 rules. Lists, routes, quotes and comments are refused, and every character that folds into
 * ASCII, since `@`, `.` and letters can hide in those.
 */
export const EmailAddress = z
  .string()
  .trim()
  .transform((given, context): EmailAddress => {
    const canonical = canonicalOf(given);
    if (canonical === undefined) {
      context.addIssue({
        code: 'custom',
        message: 'format: must be an e-mail address such as jane@example.com',
      });
      return z.NEVER;
    }
    return restoreEmailAddress(given, canonical);
  });

/** For stores: puts an address back together that was valid when it was stored. */
export const restoreEmailAddress = (address: string, canonical: string): EmailAddress =>
  ({ address, canonical }) as EmailAddress;

/** The address as it goes onto the wire: as given, or with A-labels where that is not ASCII. */
export const asciiAddress = (email: EmailAddress): string => {
  if (/^\p{ASCII}*$/u.test(email.address)) return email.address;
  const local = email.address.slice(0, email.address.lastIndexOf('@'));
  return local + email.canonical.slice(email.canonical.lastIndexOf('@'));
};

/** What stands before the `@`. */
export const localPart = (email: EmailAddress): string =>
  email.address.slice(0, email.address.lastIndexOf('@'));

function canonicalOf(given: string): string | undefined {
  const at = given.lastIndexOf('@');
  const local = given.slice(0, at);
  if (at < 1 || local.length > longestLocalPart || !dotAtom.test(local)) return undefined;
  const domain = canonicalDomain(given.slice(at + 1));
  if (domain === undefined) return undefined;
  const canonical = `${local.toLowerCase()}@${domain}`;
  return canonical.length > longestEmailAddress ? undefined : canonical;
}

function canonicalDomain(given: string): string | undefined {
  // Asked first: whatever is longer is no domain, and mapping it would take long.
  if (given.length > longestDomain || given.split(fullStops).some(isTooLong)) return undefined;
  if (invisible.test(given) || foldsIntoAscii(given)) return undefined;
  const domain = plain.test(given) ? given.toLowerCase() : toASCII(given, rules);
  if (domain === null || !domain.includes('.')) return undefined;
  // An all-numeric last label would be an IPv4 address (RFC 3696, 2).
  return /^[0-9]+$/.test(domain.slice(domain.lastIndexOf('.') + 1)) ? undefined : domain;
}

const rules = {
  checkBidi: true,
  checkHyphens: true,
  checkJoiners: true,
  useSTD3ASCIIRules: true,
  verifyDNSLength: true,
  transitionalProcessing: false,
} as const;

/** What no rule has anything to say about: most domains, which cost no table of characters then. */
const plain = /^[A-Za-z0-9]{1,63}(?:\.[A-Za-z0-9]{1,63})*$/;

/** RFC 1035, 2.3.4: octets of a name and of a label; a character outside ASCII takes one or more. */
const longestDomain = 255;
const longestLabel = 63;
const fullStops = /[.\u3002\uff0e\uff61]/;

const isTooLong = (label: string): boolean => [...label].length > longestLabel;

/** Mapped to nothing, so that another domain would show; the two joiners have rules of their own. */
const invisible = /(?![\u200c\u200d])\p{Default_Ignorable_Code_Point}/u;

const ascii = /\p{ASCII}/gu;

/**
 * Whether characters outside ASCII turn into something with ASCII in it under any fold: those of
 * the runtime, and that of UTS #46, which knows more full stops and may know newer letters.
 */
function foldsIntoAscii(text: string): boolean {
  // Kept apart, so that no two of them make up a third.
  const others = [...text.replace(ascii, '')];
  return (
    others.length > 0 &&
    [
      others.map((character) => character.toLowerCase()).join(''),
      others.map((character) => character.toUpperCase()).join(''),
      others.map((character) => character.normalize('NFKC')).join(''),
      toUnicode(others.join('')).domain,
    ].some((folded) => /\p{ASCII}/u.test(folded))
  );
}
