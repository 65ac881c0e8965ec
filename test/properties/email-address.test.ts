import { asciiAddress, EmailAddress, localPart, restoreEmailAddress } from '@tenantry/domain';
import {
  accepts,
  anyTexts,
  emailAddresses,
  faultyEmailAddresses,
  idempotentParse,
  mailboxes,
  parserOf,
  refuses,
} from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';

const parse = parserOf(EmailAddress);
const isTaken = (text: string): boolean => parse(text).ok;

describe('an address with something hidden in its domain', () => {
  it.each([
    'a@e\u200bvil.com',
    'a@evil.com\u200b',
    'a@e\u00advil.com',
    'a@e\ufe0fvil.com',
    'a@e\u2060vil.com',
  ])('is refused: %j', (address) => {
    expect(EmailAddress.safeParse(address).success).toBe(false);
  });

  it('is refused for its length before it is mapped', () => {
    const long = String.fromCodePoint(...Array.from({ length: 64 }, (_, at) => 0x4e00 + at));
    expect(EmailAddress.safeParse(`a@${long}.com`).success).toBe(false);
    expect(EmailAddress.safeParse(`a@${long.slice(0, 20)}.com`).success).toBe(true);
  });
});

describe('an e-mail address', () => {
  it('is taken in every spelling, and kept as it was given', () => {
    fc.assert(
      accepts(parse, emailAddresses(), ({ address }, given) => address === given),
      { numRuns: 500 },
    );
  });

  it('is trimmed', () => {
    fc.assert(
      accepts(
        parse,
        emailAddresses().map((address) => ` \t${address}\r\n`),
        ({ address }, given) => address === given.trim(),
      ),
    );
  });

  it('keeps what it has taken, and is put back together from a store', () => {
    fc.assert(idempotentParse(parse, emailAddresses(), ({ address }) => address));
    fc.assert(
      fc.property(emailAddresses(), (given) => {
        const email = EmailAddress.parse(given);
        expect(restoreEmailAddress(email.address, email.canonical)).toEqual(email);
      }),
    );
  });

  it('is refused with `format`, whatever is wrong with its text', () => {
    fc.assert(refuses(parse, faultyEmailAddresses()), { numRuns: rounds(400) });
  });

  it('is one mailbox in all spellings', () => {
    fc.assert(
      fc.property(mailboxes(), ({ spellings, canonical }) => {
        for (const spelling of [...spellings, canonical])
          expect(EmailAddress.parse(spelling).canonical).toBe(canonical);
      }),
      { numRuns: 500 },
    );
  });

  it('goes onto the wire in ASCII, to the same mailbox', () => {
    fc.assert(
      fc.property(emailAddresses(), (given) => {
        const email = EmailAddress.parse(given);
        const sent = asciiAddress(email);
        expect(sent).toMatch(/^[\x21-\x7e]{1,254}$/);
        expect(EmailAddress.parse(sent).canonical).toBe(email.canonical);
        expect(sent.startsWith(`${localPart(email)}@`)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps dots and tags, which make another mailbox', () => {
    const [plain, dotted, tagged] = ['ab@c.de', 'a.b@c.de', 'ab+x@c.de'].map(
      (text) => EmailAddress.parse(text).canonical,
    );
    expect(new Set([plain, dotted, tagged]).size).toBe(3);
  });

  it('holds 64 octets before the @, 63 in a label, 254 in all', () => {
    const domain = (length: number) =>
      `${'d'.repeat(63)}.${'d'.repeat(63)}.${'d'.repeat(length - 128)}`;
    expect(isTaken(`${'x'.repeat(64)}@${domain(189)}`)).toBe(true);
    expect(isTaken(`${'x'.repeat(64)}@${domain(190)}`)).toBe(false);
    expect(isTaken(`${'x'.repeat(65)}@d.com`)).toBe(false);
    expect(isTaken(`x@${'d'.repeat(63)}.com`)).toBe(true);
    expect(isTaken(`x@${'d'.repeat(64)}.com`)).toBe(false);
    // Counted as it is sent: 61 of this letter make an A-label of more than 63.
    expect(isTaken(`x@${'\u00fc'.repeat(61)}.com`)).toBe(false);
  });
});

describe('whatever is taken for an address', () => {
  /** Damaged addresses, and strings of what addresses are made of. */
  const candidates = fc.oneof(
    fc
      .tuple(
        emailAddresses(),
        fc.nat(),
        fc.nat({ max: 2 }),
        fc.oneof(
          fc.constantFrom(...'@.,;:"()<>[]\\ \t\n\0-+%!\u3002\uff0e\uff20\u00ad\u200b\u00e9'),
          anyTexts({ maxLength: 2 }),
        ),
      )
      .map(([address, place, lost, put]) => {
        const at = place % (address.length + 1);
        return address.slice(0, at) + put + address.slice(at + lost);
      }),
    fc.string({ unit: fc.constantFrom(...'aZ0@@..-_+,;:"<>() \u00fc\u212a\u3002'), maxLength: 12 }),
  );

  it('has one @ and nothing that a mail header or a list could read otherwise', () => {
    const sane = fc.property(candidates, (candidate) => {
      const parsed = EmailAddress.safeParse(candidate);
      if (!parsed.success) return;
      const { address, canonical } = parsed.data;
      expect(address.match(/@/g)).toHaveLength(1);
      expect(address).not.toMatch(/[\s,;:"()<>[\]\\\p{Cc}\p{Cs}]/u);
      expect(localPart(parsed.data)).toMatch(/^[\x21-\x7e]{1,64}$/);
      expect(canonical).toMatch(
        /^[^@A-Z]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]+$/,
      );
      expect(canonical.length).toBeLessThanOrEqual(254);
      expect(EmailAddress.parse(canonical).canonical).toBe(canonical);
    });
    fc.assert(sane, { numRuns: rounds(1_500) });
  });
});
