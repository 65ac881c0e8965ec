import {
  apiKeys,
  configurationTexts,
  createAppInputs,
  createCustomerInputs,
  createPartnerInputs,
  createPartners,
  emailAddresses,
  faultyConfigurations,
  invalidCreateCustomerInputs,
  invalidCreatePartnerInputs,
  invalidOpenRegisterInputs,
  invalidRegistrationInputs,
  invalidUpdatePartnerInputs,
  lineages,
  openRegisterInputs,
  passwords,
  policies,
  registrationInputs,
  sameForSameSeed,
  texts,
  updateCustomerInputs,
  updateMasterInputs,
  updatePartnerInputs,
  updateRegisterInputs,
} from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const arbitraries: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  apiKeys: apiKeys(),
  configurationTexts: configurationTexts(),
  createAppInputs: createAppInputs(),
  createCustomerInputs: createCustomerInputs(),
  createPartnerInputs: createPartnerInputs(),
  createPartners: createPartners(),
  emailAddresses: emailAddresses(),
  invalidCreateCustomerInputs: invalidCreateCustomerInputs(),
  invalidCreatePartnerInputs: invalidCreatePartnerInputs(),
  invalidOpenRegisterInputs: invalidOpenRegisterInputs(),
  invalidUpdatePartnerInputs: invalidUpdatePartnerInputs(),
  invalidRegistrationInputs: invalidRegistrationInputs(),
  lineages: lineages(),
  openRegisterInputs: openRegisterInputs(),
  passwords: passwords(),
  policies: policies(),
  registrationInputs: registrationInputs(),
  texts: texts(),
  updateCustomerInputs: updateCustomerInputs(),
  updateMasterInputs: updateMasterInputs(),
  updatePartnerInputs: updatePartnerInputs(),
  updateRegisterInputs: updateRegisterInputs(),
};

/** The same samples at every run, so that what is said of many of them does not come and go. */
const sampled = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number): readonly T[] =>
  fc.sample(arbitrary, { numRuns, seed: 1 });

describe('every arbitrary', () => {
  it.each(Object.entries(arbitraries))('makes the same for the same seed: %s', (_, arbitrary) => {
    fc.assert(sameForSameSeed(arbitrary, 10), { numRuns: 3 });
  });
});

describe('what is generated reaches the edges', () => {
  it('of lengths, counted in code points, and of what gets trimmed', () => {
    const samples = sampled(texts(), 500);
    const lengths = new Set(samples.map((text) => [...text.trim()].length));
    expect(lengths).toContain(1);
    expect(lengths).toContain(255);
    expect(samples.some((text) => text !== text.trim())).toBe(true);
    expect(samples.some((text) => text.length > [...text].length)).toBe(true);
    expect(samples.some((text) => text.normalize('NFD') !== text)).toBe(true);
  });

  it('of addresses: 254 octets, other alphabets, tags, capitals', () => {
    const samples = sampled(emailAddresses(), 1_000);
    for (const edge of [/^.{254}$/, /[^\p{ASCII}]/u, /\+.*@/, /[A-Z]/, /xn--/i, /[\u05d0-\u05ea]/])
      expect(samples.some((address) => edge.test(address))).toBe(true);
  });

  it('of passwords: more than 72 bytes, blanks at the ends, 1,024 code points', () => {
    const samples = sampled(passwords(), 1_000);
    expect(samples.some((password) => password !== password.trim())).toBe(true);
    expect(samples.some((password) => [...password].length === 1024)).toBe(true);
    expect(samples.some((password) => [...password].length === 8)).toBe(true);
  });

  it('of JSON: numbers, keys and escapes that do not survive being written again', () => {
    const samples = sampled(configurationTexts(), 500).join('\n');
    for (const odd of ['1.0', '1e400', '-0', '9007199254740993', '"__proto__"', '""', '\\u', '\t'])
      expect(samples).toContain(odd);
  });
});

describe('faults', () => {
  const codesIn = (samples: readonly { readonly faults: readonly { readonly code: string }[] }[]) =>
    [...new Set(samples.flatMap(({ faults }) => faults.map(({ code }) => code)))].toSorted();

  it('of configurations are of every kind', () => {
    expect(codesIn(sampled(faultyConfigurations(), 500))).toEqual([
      'characters',
      'duplicate',
      'format',
      'required',
      'tooDeep',
      'tooLong',
      'tooMany',
      'type',
    ]);
  });

  it('of customers are of every kind, one alone and several at once', () => {
    const samples = sampled(invalidCreateCustomerInputs({ power: 'provision' }), 1_000);
    expect(codesIn(samples)).toEqual([
      'characters',
      'duplicate',
      'exceedsPower',
      'format',
      'required',
      'tooDeep',
      'tooLong',
      'tooMany',
      'tooShort',
      'type',
      'unknown',
    ]);
    const counts = new Set(samples.map(({ faults }) => faults.length));
    expect(counts).toContain(1);
    expect(Math.max(...counts)).toBeGreaterThan(4);
    const places = new Set(samples.flatMap(({ faults }) => faults.map(({ path }) => path[0])));
    for (const place of ['parent', 'name', 'workflows', 'users', 'configurations', 'references'])
      expect(places).toContain(place);
  });

  it('of registrations are of every kind', () => {
    expect(codesIn(sampled(invalidRegistrationInputs(), 1_000))).toEqual([
      'characters',
      'common',
      'format',
      'mismatch',
      'personal',
      'required',
      'tooLong',
      'tooShort',
      'type',
      'unknown',
    ]);
  });

  it.each([
    [
      'created',
      invalidCreatePartnerInputs({ power: 'provision' }),
      ['parent', 'parentName', 'name', 'reference', 'billingId', 'verificationPhrase', 'isActive'],
    ],
    [
      'corrected',
      invalidUpdatePartnerInputs({ power: 'provision' }),
      ['partner', 'version', 'name', 'reference', 'billingId', 'verificationPhrase', 'isActive'],
    ],
  ] as const)(
    'of partners that are %s are of every kind and in every place',
    (_, faulty, wanted) => {
      const samples = sampled(faulty, 1_000);
      expect(codesIn(samples)).toEqual([
        'characters',
        'exceedsPower',
        'format',
        'required',
        'tooLong',
        'tooShort',
        'type',
        'unknown',
      ]);
      const paths = samples.flatMap(({ faults }) => faults.map(({ path }) => path));
      const places = new Set(paths.map(([place]) => place));
      for (const place of [...wanted, 'contact']) expect(places).toContain(place);
      const contact = new Set(
        paths.filter(([place]) => place === 'contact').map((path) => path[1]),
      );
      for (const place of ['userName', 'firstName', 'lastName', 'email', 'phone', 'power'])
        expect(contact).toContain(place);
    },
  );

  it('of accounts that are opened are of every kind', () => {
    expect(codesIn(sampled(invalidOpenRegisterInputs(), 1_000))).toEqual([
      'characters',
      'format',
      'required',
      'tooLong',
      'tooShort',
      'type',
      'unknown',
    ]);
  });
});
