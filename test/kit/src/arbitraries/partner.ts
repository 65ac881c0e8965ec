import {
  AccountName,
  BillingId,
  type CreatePartner,
  EmailAddress,
  PersonName,
  PhoneNumber,
  Reference,
  RoleId,
  UserName,
} from '@tenantry/domain';
import fc from 'fast-check';
import { emailAddresses } from './email.ts';
import { roleIds } from './policy.ts';
import { billingIds, names, phoneNumbers } from './values.ts';

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
