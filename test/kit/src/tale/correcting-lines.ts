import type {
  CheckPhraseInput,
  CreateCustomerInput,
  UpdateCustomerInput,
  UpdateMasterInput,
  UpdateRegisterInput,
} from '@tenantry/domain';
import fc from 'fast-check';
import { inTurn, inWays, type Line, linesOf } from './line.ts';
import {
  accounts,
  callers,
  mostly,
  wantedKeys,
  wantedNames,
  wantedReferences,
  ways,
} from './wanted.ts';

/** Lines that correct what an account is, and that ask a partner for its phrase. */
export const correctingLines = (): readonly fc.Arbitrary<Line>[] => [
  fc.oneof(
    { weight: 2, arbitrary: customers() },
    { weight: 1, arbitrary: siblings() },
    { weight: 2, arbitrary: registers() },
    { weight: 1, arbitrary: masters() },
  ),
  phrases(),
];

const updateCustomer = linesOf<UpdateCustomerInput>('customers.update', (app, ...given) =>
  app.customers.update(...given),
);

const createCustomer = linesOf<CreateCustomerInput>('customers.create', (app, ...given) =>
  app.customers.create(...given),
);

const updateRegister = linesOf<UpdateRegisterInput>('registers.update', (app, ...given) =>
  app.registers.update(...given),
);

const updateMaster = linesOf<UpdateMasterInput>('masters.update', (app, ...given) =>
  app.masters.update(...given),
);

const checkPhrase = linesOf<CheckPhraseInput>('partners.checkPhrase', (app, ...given) =>
  app.partners.checkPhrase(...given),
);

const versions = fc.integer({ min: 1, max: 3 });

const customers = (): fc.Arbitrary<Line> =>
  fc
    .tuple(
      fc.record(
        {
          version: versions,
          name: wantedNames,
          references: wantedReferences,
          configurations: fc.constantFrom('{"a":{"b":[2.0]}}', '{}'),
          workflows: fc.constant([]),
        },
        { requiredKeys: [] },
      ),
      callers,
      accounts('customer'),
      wantedKeys,
      ways,
    )
    .map(([input, by, customer, key, how]) =>
      inWays(how, (isDryRun) =>
        updateCustomer(by, (names) => ({ ...input, customer: customer(names) }), key, isDryRun),
      ),
    );

/** Two customers of one parent, one of which comes to want what it or the other is referred to by. */
const siblings = (): fc.Arbitrary<Line> =>
  fc
    .tuple(wantedReferences, wantedReferences, fc.nat({ max: 3 }), wantedKeys)
    .map(([first, second, place, key]) =>
      inTurn(
        createCustomer('operator', (names) => ({
          parent: names.at(0),
          name: 'One',
          references: first,
        })),
        createCustomer('operator', (names) => ({
          parent: names.at(0),
          name: 'Two',
          references: second,
        })),
        updateCustomer(
          'operator',
          (names) => ({ customer: names.at(place, 'customer'), references: second }),
          key,
        ),
      ),
    );

const registers = (): fc.Arbitrary<Line> =>
  fc
    .tuple(
      fc.record(
        {
          version: versions,
          name: wantedNames,
          firstName: fc.constantFrom('Al', null),
          companyName: mostly(fc.constantFrom('Acme', null), fc.constant('')),
          mobilePhone: fc.constantFrom('+39 06 12345', null),
          timeZone: fc.constantFrom('Europe/Rome', 'Asia/Tokyo'),
          mayHaveSubAccounts: fc.boolean(),
        },
        { requiredKeys: [] },
      ),
      callers,
      accounts('registered'),
      wantedKeys,
      ways,
    )
    .map(([input, by, account, key, how]) =>
      inWays(how, (isDryRun) =>
        updateRegister(by, (names) => ({ ...input, account: account(names) }), key, isDryRun),
      ),
    );

const masters = (): fc.Arbitrary<Line> =>
  fc
    .tuple(
      fc.record(
        {
          version: versions,
          name: wantedNames,
          defaultRole: mostly(fc.constantFrom(1, 2, null), fc.constant(9)),
        },
        { requiredKeys: [] },
      ),
      callers,
      accounts('master'),
      wantedKeys,
      ways,
    )
    .map(([input, by, master, key, how]) =>
      inWays(how, (isDryRun) =>
        updateMaster(by, (names) => ({ ...input, master: master(names) }), key, isDryRun),
      ),
    );

const phrases = (): fc.Arbitrary<Line> =>
  fc
    .tuple(
      // Several, so that the tries are used up.
      fc.array(
        mostly(
          fc.constantFrom('nine blue kettles', 'Nine BLUE kettles!', 'nine red kettles'),
          fc.constant('?!'),
        ),
        { minLength: 1, maxLength: 3 },
      ),
      callers,
      accounts('partner'),
    )
    .map(([phrases, by, partner]) =>
      inTurn(
        ...phrases.map((phrase) =>
          checkPhrase(by, (names) => ({ partner: partner(names), phrase })),
        ),
      ),
    );
