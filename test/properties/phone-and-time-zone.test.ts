import { canonicalPhoneNumber, PhoneNumber, TimeZone } from '@tenantry/domain';
import {
  accepts,
  anyTexts,
  faultyPhoneNumbers,
  faultyTimeZones,
  idempotentParse,
  parserOf,
  phoneNumbers,
  refuses,
  timeZones,
} from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('a phone number', () => {
  const parse = parserOf(PhoneNumber);

  it('is taken as people write it, trimmed, and kept', () => {
    fc.assert(accepts(parse, phoneNumbers(), (value, given) => value === given.trim()));
    fc.assert(idempotentParse(parse, phoneNumbers(), (value) => value));
  });

  it('is refused where it is none', () => {
    fc.assert(refuses(parse, faultyPhoneNumbers()));
  });

  it('has one canonical form, of `+` and digits, which is a phone number too', () => {
    fc.assert(
      fc.property(phoneNumbers(), (given) => {
        const canonical = canonicalPhoneNumber(PhoneNumber.parse(given));
        expect(canonical).toMatch(/^\+?[0-9]{5,20}$/);
        expect(canonicalPhoneNumber(PhoneNumber.parse(canonical))).toBe(canonical);
        expect(canonical.replace('+', '')).toBe(given.replace(/[^0-9]/g, ''));
      }),
    );
  });

  it.each([
    ['12345', true],
    ['1234', false],
    ['+12345', true],
    ['1'.repeat(20), true],
    ['1'.repeat(21), false],
    [`+${'1'.repeat(20)}`, true],
    [`+${'1'.repeat(21)}`, false],
    ['(12) 34-5', true],
    [`12345${' '.repeat(15)}6`, false],
    ['-----12345', true],
    ['--------------------', false],
    ['+ 12345', true],
    ['12345+', false],
  ])('%j: %j', (given, isTaken) => {
    expect(parse(given).ok).toBe(isTaken);
  });
});

describe('a time zone', () => {
  const parse = parserOf(TimeZone);

  it('is any that the runtime knows, and is kept', () => {
    fc.assert(accepts(parse, timeZones(), (value, given) => value === given));
    fc.assert(idempotentParse(parse, timeZones(), (value) => value));
  });

  it('is refused where it is none', () => {
    fc.assert(refuses(parse, faultyTimeZones()));
  });

  it('is one that dates can be shown in, or is refused; nothing is thrown', () => {
    const near = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.tuple(timeZones(), anyTexts({ maxLength: 2 })).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(near, (text) => {
        const parsed = TimeZone.safeParse(text);
        if (parsed.success) new Date(0).toLocaleString('en', { timeZone: parsed.data });
      }),
      { numRuns: 1_000 },
    );
  });
});
