import type {
  CreateCustomerInput,
  CreatePartnerInput,
  OpenRegisterInput,
  RegistrationInput,
} from '@tenantry/domain';
import fc from 'fast-check';
import { type By, inWays, type Line, linesOf } from './line.ts';
import {
  accountsOrNone,
  beneath,
  callers,
  mostly,
  wantedKeys,
  wantedMailboxes,
  wantedNames,
  wantedReferences,
  wantedUserNames,
  ways,
} from './wanted.ts';
import type { Names } from './world.ts';

/** Lines that open accounts, of each kind. */
export const openingLines = (): readonly fc.Arbitrary<Line>[] => [
  opening(
    customers(),
    linesOf<CreateCustomerInput>('customers.create', ({ customers }, ...given) =>
      customers.create(...given),
    ),
  ),
  opening(
    fc.oneof({ weight: 5, arbitrary: partners() }, { weight: 1, arbitrary: namedPartners() }),
    linesOf<CreatePartnerInput>('partners.create', ({ partners }, ...given) =>
      partners.create(...given),
    ),
  ),
  opening(
    registrations(),
    linesOf<RegistrationInput>('registers.register', ({ registers }, ...given) =>
      registers.register(...given),
    ),
  ),
  opening(
    entries(),
    linesOf<OpenRegisterInput>('registers.open', ({ registers }, ...given) =>
      registers.open(...given),
    ),
  ),
  opening(
    entries(),
    linesOf<OpenRegisterInput>('registers.invite', ({ registers }, ...given) =>
      registers.invite(...given),
    ),
  ),
];

interface Opening {
  readonly parent?: string | number;
}

type LineFor<Input> = (
  by: By,
  command: (names: Names) => Input,
  key: string | undefined,
  isDryRun: boolean,
) => Line;

const opening = <Input extends Opening>(
  inputs: fc.Arbitrary<Input>,
  line: LineFor<Input>,
): fc.Arbitrary<Line> =>
  fc
    .tuple(inputs, callers, accountsOrNone, wantedKeys, ways)
    .map(([input, by, parent, key, how]) =>
      inWays(how, (isDryRun) =>
        line(by, (names) => ({ ...input, ...beneath(parent, names) }), key, isDryRun),
      ),
    );

const customers = (): fc.Arbitrary<CreateCustomerInput> =>
  fc.record(
    {
      name: wantedNames,
      users: fc.array(
        fc.record(
          {
            name: wantedNames,
            email: wantedMailboxes,
            roles: mostly(fc.constantFrom<readonly number[]>([2], [3, 1]), fc.constant([9])),
          },
          { requiredKeys: ['name', 'email'] },
        ),
        { minLength: 1, maxLength: 2 },
      ),
      references: wantedReferences,
      configurations: fc.constantFrom('{"a":{"b":[1.0]}}', '{"a":{},"":{"c":1e400}}'),
      workflows: fc.constant([{ workflowDefinitionId: 'w', workflowName: 'Watch' }]),
    },
    { requiredKeys: ['name'] },
  );

const partners = (): fc.Arbitrary<CreatePartnerInput> =>
  fc.record(
    {
      name: wantedNames,
      reference: wantedNames,
      billingId: fc.constantFrom('B-1', 'B-2'),
      verificationPhrase: fc.constant('nine blue kettles'),
      isActive: fc.boolean(),
      contact: contacts(),
    },
    { requiredKeys: ['name', 'contact'] },
  );

/** Beneath an account by its name, with or without naming it otherwise too. */
const namedPartners = (): fc.Arbitrary<CreatePartnerInput> =>
  fc
    .tuple(partners(), fc.constantFrom('Root', 'One', 'Two'))
    .map(([input, parentName]) => ({ ...input, parentName }));

const contacts = (): fc.Arbitrary<CreatePartnerInput['contact']> =>
  fc.record(
    {
      userName: wantedUserNames,
      firstName: fc.constantFrom('Jo', 'Al'),
      lastName: fc.constant('Doe'),
      email: wantedMailboxes,
      phone: fc.constant('+39 06 12345'),
      power: fc.constantFrom('read', 'provision', 'manage'),
      isActive: fc.boolean(),
      sendWelcomeEmail: fc.boolean(),
    },
    { requiredKeys: ['userName', 'firstName', 'lastName', 'email', 'phone'] },
  );

const registrations = (): fc.Arbitrary<RegistrationInput> =>
  fc
    .record(
      {
        firstName: fc.constantFrom('Jo', 'Al'),
        lastName: fc.constant('Doe'),
        email: wantedMailboxes,
        companyName: wantedNames,
        timeZone: fc.constantFrom('Europe/Rome', 'Asia/Tokyo'),
        mayHaveSubAccounts: fc.boolean(),
        password: mostly(
          fc.constantFrom('nine blue kettles', 'nine red kettles'),
          fc.constant('q7-xk'),
        ),
      },
      { requiredKeys: ['firstName', 'lastName', 'email', 'password'] },
    )
    .map((input) => ({ ...input, passwordConfirmation: input.password }));

const entries = (): fc.Arbitrary<OpenRegisterInput> =>
  fc.record(
    {
      name: wantedNames,
      firstName: fc.constantFrom('Jo', 'Al'),
      companyName: wantedNames,
      mobilePhone: fc.constant('+39 06 12345'),
      email: wantedMailboxes,
      timeZone: fc.constantFrom('Europe/Rome', 'Asia/Tokyo'),
      mayHaveSubAccounts: fc.boolean(),
    },
    { requiredKeys: ['email'] },
  );
