import { defaultPolicy, type Policy, type Power, powers, suffices } from '@tenantry/domain';
import fc from 'fast-check';
import { emailAddresses } from './email.ts';
import { faultyEmailAddresses } from './email-faults.ts';
import { type Faulty, type FaultyCommand, refused } from './faulty.ts';
import type { PartnerConstraints } from './partner.ts';
import { faultyOnly, fields, mixed, optional, type Part, planted, sound } from './parts.ts';
import { powersWithin } from './policy.ts';
import { faultyTexts, texts } from './text.ts';
import {
  accountRefs,
  billingIds,
  faultyAccountRefs,
  faultyFlags,
  faultyPhoneNumbers,
  faultyVerificationPhrases,
  phoneNumbers,
  verificationPhrases,
} from './values.ts';

/**
 * Commands that `partners.create` must refuse, each with the faults that it has, one or several
 * at once: the domain must report every one of them, and no other.
 */
export const invalidCreatePartnerInputs = ({
  policy = defaultPolicy,
  power = 'manage',
}: PartnerConstraints = {}): fc.Arbitrary<FaultyCommand> => {
  const contact = fields({
    userName: mixed(texts(), faultyTexts()),
    firstName: mixed(texts(), faultyTexts()),
    lastName: mixed(texts(), faultyTexts()),
    email: mixed(emailAddresses(), faultyEmailAddresses()),
    phone: mixed(phoneNumbers(), faultyPhoneNumbers()),
    ...contactChoices(policy, power),
  });
  return faultyOnly(
    fields({
      parent: optional(accountRefs(), faultyAccountRefs()),
      parentName: optional(texts(), faultyTexts()),
      name: mixed(texts(), faultyTexts()),
      reference: optional(texts(), faultyTexts()),
      billingId: optional(billingIds(), faultyTexts(billingId)),
      verificationPhrase: optional(verificationPhrases(), faultyVerificationPhrases()),
      isActive: optional(fc.boolean(), faultyFlags()),
      contact: fc.oneof(
        { weight: 9, arbitrary: contact },
        { weight: 1, arbitrary: planted(fc.oneof(noObjects(), fc.constant(leftOut))) },
      ),
    }),
  );
};

/** Commands that `partners.update` must refuse, in the same way. */
export const invalidUpdatePartnerInputs = ({
  policy = defaultPolicy,
  power = 'manage',
}: PartnerConstraints = {}): fc.Arbitrary<FaultyCommand> => {
  const contact = fields({
    userName: optional(texts(), faultyTexts()),
    firstName: optional(texts(), faultyTexts()),
    lastName: optional(texts(), faultyTexts()),
    email: optional(emailAddresses(), faultyEmailAddresses()),
    phone: optional(phoneNumbers(), faultyPhoneNumbers()),
    ...contactChoices(policy, power),
  });
  return faultyOnly(
    fields({
      partner: mixed(accountRefs(), noNames()),
      version: optional(fc.integer(), faultyVersions()),
      name: optional(texts(), faultyTexts()),
      reference: optional(texts(), faultyTexts()),
      billingId: optional(fc.option(billingIds()), butNull(faultyTexts(billingId))),
      verificationPhrase: optional(
        fc.option(verificationPhrases()),
        butNull(faultyVerificationPhrases()),
      ),
      isActive: optional(fc.boolean(), faultyFlags()),
      contact: fc.oneof(
        { weight: 7, arbitrary: contact },
        { weight: 2, arbitrary: sound(fc.constant(undefined)) },
        { weight: 1, arbitrary: planted(noObjects()) },
      ),
    }),
  );
};

const billingId = { maxLength: 50 };

const leftOut: Faulty = { input: undefined, codes: ['required'] };

const contactChoices = (
  policy: Policy,
  power: Power,
): Readonly<Record<string, fc.Arbitrary<Part>>> => ({
  power: optional(
    fc.constantFrom(undefined, ...powersWithin(policy, power)),
    faultyPowers(policy, power),
  ),
  isActive: optional(fc.boolean(), faultyFlags()),
  sendWelcomeEmail: optional(fc.boolean(), faultyFlags()),
});

/** No power at all, one that no role gives, or one that is more than the caller has. */
const faultyPowers = (policy: Policy, power: Power): fc.Arbitrary<Faulty> => {
  const withRole = powers.filter((each) => policy.roles.some((role) => role.power === each));
  const without = powers.filter((each) => !withRole.includes(each));
  const beyond = withRole.filter((each) => !suffices(power, each));
  return fc.constantFrom<Faulty>(
    { input: null, codes: ['required'] },
    ...['', 'Manage', 'manage ', 'owner', 1, true, [], ['read']].map(
      (input): Faulty => ({ input, codes: ['unknown'] }),
    ),
    ...without.map((input): Faulty => ({ input, codes: ['unknown'] })),
    ...beyond.map((input): Faulty => ({ input, codes: ['exceedsPower'] })),
  );
};

const noObjects = (): fc.Arbitrary<Faulty> =>
  fc.oneof(
    refused(fc.constant(null), 'required'),
    refused(fc.constantFrom<unknown>('contact', 0, true, [], [{}]), 'type'),
  );

/** What names no account, by its type alone: anything else may be absent and is no fault. */
const noNames = (): fc.Arbitrary<Faulty> =>
  fc.oneof(
    refused(fc.constantFrom(undefined, null), 'required'),
    refused(fc.constantFrom<unknown>(true, [], {}, ['1']), 'format'),
  );

const faultyVersions = (): fc.Arbitrary<Faulty> =>
  fc.oneof(
    refused(fc.constant(null), 'required'),
    refused(fc.constantFrom<unknown>(1.5, '1', true, [], {}), 'type'),
    refused(fc.constantFrom(2 ** 53, -(2 ** 53)), 'format'),
  );

const butNull = (faulty: fc.Arbitrary<Faulty>): fc.Arbitrary<Faulty> =>
  faulty.filter(({ input }) => input !== null);
