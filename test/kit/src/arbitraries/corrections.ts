import {
  defaultPolicy,
  type Policy,
  type UpdateCustomerInput,
  type UpdateMasterInput,
  type UpdateRegisterInput,
} from '@tenantry/domain';
import fc from 'fast-check';
import { configurationTexts } from './configurations.ts';
import { defaultWorkflows, externalReferences } from './details.ts';
import { accountRefs, names, phoneNumbers, timeZones } from './values.ts';

const versions = () => fc.integer({ min: 1, max: 2_147_483_647 });

/** What `customers.update` takes for a customer that may not exist; any part of it left out. */
export const updateCustomerInputs = (): fc.Arbitrary<UpdateCustomerInput> =>
  fc.record(
    {
      customer: accountRefs(),
      version: versions(),
      name: names(),
      workflows: fc.array(defaultWorkflows(), { maxLength: 3 }),
      configurations: configurationTexts(),
      references: fc.array(externalReferences(), { maxLength: 3 }),
    },
    { requiredKeys: ['customer'] },
  );

/** What `registers.update` takes, likewise: null takes a part away. */
export const updateRegisterInputs = (): fc.Arbitrary<UpdateRegisterInput> =>
  fc.record(
    {
      account: accountRefs(),
      version: versions(),
      name: names(),
      firstName: fc.option(names()),
      lastName: fc.option(names()),
      companyName: fc.option(names()),
      mobilePhone: fc.option(phoneNumbers()),
      timeZone: timeZones(),
      mayHaveSubAccounts: fc.boolean(),
    },
    { requiredKeys: ['account'] },
  );

/** What `masters.update` takes, likewise: a role that the policy knows, or null for none. */
export const updateMasterInputs = (
  policy: Policy = defaultPolicy,
): fc.Arbitrary<UpdateMasterInput> =>
  fc.record(
    {
      master: accountRefs(),
      version: versions(),
      name: names(),
      defaultRole: fc.constantFrom(null, ...policy.roles.map(({ id }) => id)),
    },
    { requiredKeys: ['master'] },
  );
