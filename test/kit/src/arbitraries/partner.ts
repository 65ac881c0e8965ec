import {
  AccountName,
  BillingId,
  type CreatePartner,
  type CreatePartnerInput,
  defaultPolicy,
  EmailAddress,
  PersonName,
  PhoneNumber,
  type Policy,
  type Power,
  Reference,
  RoleId,
  type UpdatePartnerInput,
  UserName,
} from '@tenantry/domain';
import fc from 'fast-check';
import { emailAddresses } from './email.ts';
import { powersWithin, roleIds } from './policy.ts';
import { accountRefs, billingIds, names, phoneNumbers, verificationPhrases } from './values.ts';

export interface PartnerConstraints {
  /**
   * Whose roles are known; the default policy without it. One of them must give no more than the
   * caller's power: without any there is nothing to give a contact.
   */
  readonly policy?: Policy;
  /** What the caller may do; `manage` without it. */
  readonly power?: Power;
}

/** What opens a partner, parsed; with every combination of what is active and welcome. */
export const createPartners = (): fc.Arbitrary<CreatePartner> =>
  fc.record(
    {
      name: names().map((name) => AccountName.parse(name)),
      reference: names().map((reference) => Reference.parse(reference)),
      billingId: billingIds().map((billingId) => BillingId.parse(billingId)),
      isActive: fc.boolean(),
      contact: fc.record({
        firstName: names().map((name) => PersonName.parse(name)),
        lastName: names().map((name) => PersonName.parse(name)),
        phone: phoneNumbers().map((phone) => PhoneNumber.parse(phone)),
        userName: names().map((name) => UserName.parse(name)),
        email: emailAddresses().map((email) => EmailAddress.parse(email)),
        role: roleIds().map((role) => RoleId.parse(role)),
        isActive: fc.boolean(),
        sendWelcomeEmail: fc.boolean(),
      }),
    },
    { requiredKeys: ['name', 'isActive', 'contact'] },
  );

/** What `partners.create` takes for the caller's own account. */
export const createPartnerInputs = (
  constraints: PartnerConstraints = {},
): fc.Arbitrary<CreatePartnerInput> => {
  const contact = fc.record(contactParts(), {
    requiredKeys: ['userName', 'firstName', 'lastName', 'email', 'phone'],
  });
  return fc.record(
    {
      name: names(),
      reference: names(),
      billingId: billingIds(),
      verificationPhrase: verificationPhrases(),
      isActive: fc.boolean(),
      contact: withPower(contact, constraints),
    },
    { requiredKeys: ['name', 'contact'] },
  );
};

/** The same for an account that may not exist, by reference, by name, or by both. */
export const createPartnerInputsAnywhere = (
  constraints: PartnerConstraints = {},
): fc.Arbitrary<CreatePartnerInput> =>
  fc
    .tuple(
      createPartnerInputs(constraints),
      fc.oneof(
        fc.record({ parent: accountRefs() }),
        fc.record({ parentName: names() }),
        fc.record({ parent: accountRefs(), parentName: names() }),
      ),
    )
    .map(([input, parent]) => ({ ...input, ...parent }));

/** What `partners.update` takes for a partner that may not exist; any part of it left out. */
export const updatePartnerInputs = (
  constraints: PartnerConstraints = {},
): fc.Arbitrary<UpdatePartnerInput> => {
  const contact = fc.record(contactParts(), { requiredKeys: [] });
  return fc.record(
    {
      partner: accountRefs(),
      version: fc.integer({ min: 1, max: 2_147_483_647 }),
      name: names(),
      reference: names(),
      billingId: fc.option(billingIds()),
      verificationPhrase: fc.option(verificationPhrases()),
      isActive: fc.boolean(),
      contact: withPower(contact, constraints),
    },
    { requiredKeys: ['partner'] },
  );
};

const contactParts = () => ({
  userName: names(),
  firstName: names(),
  lastName: names(),
  email: emailAddresses(),
  phone: phoneNumbers(),
  isActive: fc.boolean(),
  sendWelcomeEmail: fc.boolean(),
});

/** The same with a power that the caller may give, or with none. */
const withPower = <Contact extends object>(
  contacts: fc.Arbitrary<Contact>,
  { policy = defaultPolicy, power = 'manage' }: PartnerConstraints,
): fc.Arbitrary<Contact & { readonly power?: Power }> =>
  fc
    .tuple(contacts, fc.constantFrom(undefined, ...powersWithin(policy, power)))
    .map(([contact, given]) => (given === undefined ? contact : { ...contact, power: given }));
