import type {
  CheckPhraseInput,
  UpdateCustomerInput,
  UpdateMasterInput,
  UpdateRegisterInput,
} from '@tenantry/domain';
import fc from 'fast-check';
import { type Line, linesOf, rehearsed } from './line.ts';
import {
  accounts,
  callers,
  mostly,
  wantedKeys,
  wantedNames,
  wantedReferences,
  wantedRehearsals,
} from './wanted.ts';

/** Lines that correct what an account is, and that ask a partner for its phrase. */
export const correctingLines = (): readonly fc.Arbitrary<Line>[] => [
  fc.oneof(
    { weight: 3, arbitrary: customers() },
    { weight: 3, arbitrary: registers() },
    { weight: 1, arbitrary: masters() },
  ),
  phrases(),
];

const updateCustomer = linesOf<UpdateCustomerInput>('customers.update', (app, ...given) =>
  app.customers.update(...given),
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
      wantedRehearsals,
    )
    .map(([input, by, customer, key, how]) =>
      rehearsed(how, (isDryRun) =>
        updateCustomer(by, (names) => ({ ...input, customer: customer(names) }), key, isDryRun),
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
      wantedRehearsals,
    )
    .map(([input, by, account, key, how]) =>
      rehearsed(how, (isDryRun) =>
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
      wantedRehearsals,
    )
    .map(([input, by, master, key, how]) =>
      rehearsed(how, (isDryRun) =>
        updateMaster(by, (names) => ({ ...input, master: master(names) }), key, isDryRun),
      ),
    );

const phrases = (): fc.Arbitrary<Line> =>
  fc
    .tuple(
      mostly(
        fc.constantFrom('nine blue kettles', 'Nine BLUE kettles!', 'nine red kettles'),
        fc.constant('?!'),
      ),
      callers,
      // Few partners, so that the tries at one of them are used up.
      fc.nat({ max: 1 }),
    )
    .map(([phrase, by, place]) =>
      checkPhrase(by, (names) => ({ partner: names.at(place, 'partner'), phrase })),
    );
