import type { CreateAppInput, OpenRegisterInput } from '@tenantry/domain';
import fc from 'fast-check';
import { emailAddresses } from './email.ts';
import { accountRefs, names, phoneNumbers, timeZones } from './values.ts';

/** What `registers.open` takes, for the caller's own account or another, which may not exist. */
export const openRegisterInputs = (): fc.Arbitrary<OpenRegisterInput> =>
  fc.record(
    {
      parent: accountRefs(),
      name: names(),
      firstName: names(),
      lastName: names(),
      companyName: names(),
      mobilePhone: phoneNumbers(),
      email: emailAddresses(),
      timeZone: timeZones(),
      mayHaveSubAccounts: fc.boolean(),
    },
    { requiredKeys: ['email'] },
  );

/** What `apps.create` takes, for the caller's own account or another, which may not exist. */
export const createAppInputs = (): fc.Arbitrary<CreateAppInput> =>
  fc.record({ account: accountRefs(), name: names() }, { requiredKeys: ['name'] });
