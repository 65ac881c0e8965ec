import fc from 'fast-check';
import { emailAddresses } from './email.ts';
import { faultyEmailAddresses } from './email-faults.ts';
import type { FaultyCommand } from './faulty.ts';
import { faultyOnly, fields, mixed, optional } from './parts.ts';
import { faultyTexts, texts } from './text.ts';
import {
  accountRefs,
  faultyAccountRefs,
  faultyFlags,
  faultyPhoneNumbers,
  faultyTimeZones,
  phoneNumbers,
  timeZones,
} from './values.ts';

/**
 * Commands that `registers.open` must refuse, each with the faults that it has, one or several at
 * once: the domain must report every one of them, and no other.
 */
export const invalidOpenRegisterInputs = (): fc.Arbitrary<FaultyCommand> =>
  faultyOnly(
    fields({
      parent: optional(accountRefs(), faultyAccountRefs()),
      name: optional(texts(), faultyTexts()),
      firstName: optional(texts(), faultyTexts()),
      lastName: optional(texts(), faultyTexts()),
      companyName: optional(texts(), faultyTexts()),
      mobilePhone: optional(phoneNumbers(), faultyPhoneNumbers()),
      email: mixed(emailAddresses(), faultyEmailAddresses()),
      timeZone: optional(timeZones(), faultyTimeZones()),
      mayHaveSubAccounts: optional(fc.boolean(), faultyFlags()),
    }),
  );
