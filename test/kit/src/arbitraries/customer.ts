import { type CreateCustomerInput, defaultPolicy, type Policy, type Power } from '@tenantry/domain';
import fc from 'fast-check';
import { configurationTexts } from './configurations.ts';
import { defaultWorkflows, externalReferences } from './details.ts';
import { mailboxes } from './email.ts';
import { rolesWithin } from './policy.ts';
import { texts } from './text.ts';
import { accountRefs } from './values.ts';

export interface CustomerConstraints {
  /** Whose roles are known; the default policy without it. */
  readonly policy?: Policy;
  /** What the caller may do; `manage` without it. */
  readonly power?: Power;
  /** At most 100; 4 without it. */
  readonly maxUsers?: number;
}

export type UserInput = NonNullable<CreateCustomerInput['users']>[number];

/** What `customers.create` takes for the caller's own account: each mailbox stands once in it. */
export const createCustomerInputs = (
  constraints: CustomerConstraints = {},
): fc.Arbitrary<CreateCustomerInput> =>
  fc.record(
    {
      name: texts(),
      workflows: fc.array(defaultWorkflows(), { maxLength: 3 }),
      users: userInputs(constraints),
      configurations: configurationTexts(),
      references: fc.array(externalReferences(), { maxLength: 3 }),
    },
    { requiredKeys: ['name'] },
  );

/** The same for an account that may not exist. */
export const createCustomerInputsAnywhere = (
  constraints: CustomerConstraints = {},
): fc.Arbitrary<CreateCustomerInput> =>
  fc
    .tuple(createCustomerInputs(constraints), accountRefs())
    .map(([input, parent]) => ({ ...input, parent }));

export const userInputs = ({
  policy = defaultPolicy,
  power = 'manage',
  maxUsers = 4,
}: CustomerConstraints = {}): fc.Arbitrary<readonly UserInput[]> =>
  fc
    .uniqueArray(
      fc.record(
        {
          mailbox: mailboxes(),
          name: texts(),
          roles: fc.shuffledSubarray([...rolesWithin(policy, power)]),
        },
        { requiredKeys: ['mailbox', 'name'] },
      ),
      { maxLength: maxUsers, selector: ({ mailbox }) => mailbox.canonical },
    )
    .map((users) =>
      users.map(({ mailbox, ...user }) => ({ ...user, email: mailbox.spellings[0] })),
    );
