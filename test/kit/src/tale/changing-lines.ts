import type { CreateAppInput, CreateKeyInput, UpdatePartnerInput } from '@tenantry/domain';
import fc from 'fast-check';
import { inWays, type Line, linesOf } from './line.ts';
import {
  about,
  accounts,
  accountsOrNone,
  callers,
  mostly,
  wantedKeys,
  wantedMailboxes,
  wantedNames,
  wantedUserNames,
  ways,
} from './wanted.ts';

/** Lines that change accounts, or give them something. */
export const changingLines = (): readonly fc.Arbitrary<Line>[] => [
  suspensions(),
  corrections(),
  apps(),
  keys(),
];

const update = linesOf<UpdatePartnerInput>('partners.update', ({ partners }, ...given) =>
  partners.update(...given),
);

const createApp = linesOf<CreateAppInput>('apps.create', ({ apps }, ...given) =>
  apps.create(...given),
);

const createKey = linesOf<CreateKeyInput>('keys.create', ({ keys }, ...given) =>
  keys.create(...given),
);

const suspensions = (): fc.Arbitrary<Line> =>
  fc
    .tuple(fc.boolean(), callers, accounts('partner'), wantedKeys, ways)
    .map(([isActive, by, partner, key, how]) =>
      inWays(how, (isDryRun) =>
        update(by, (names) => ({ partner: partner(names), isActive }), key, isDryRun),
      ),
    );

const corrections = (): fc.Arbitrary<Line> =>
  fc
    .tuple(
      fc.record(
        {
          version: fc.integer({ min: 1, max: 3 }),
          name: wantedNames,
          reference: wantedNames,
          billingId: fc.constantFrom('B-1', null),
          verificationPhrase: fc.constantFrom('nine red kettles', null),
          isActive: fc.boolean(),
          contact: fc.record(
            {
              userName: wantedUserNames,
              firstName: fc.constantFrom('Jo', 'Al'),
              email: wantedMailboxes,
              power: fc.constantFrom('read', 'provision', 'manage'),
              isActive: fc.boolean(),
              sendWelcomeEmail: fc.boolean(),
            },
            { requiredKeys: [] },
          ),
        },
        { requiredKeys: [] },
      ),
      callers,
      accounts('partner'),
      wantedKeys,
      ways,
    )
    .map(([input, by, partner, key, how]) =>
      inWays(how, (isDryRun) =>
        update(by, (names) => ({ ...input, partner: partner(names) }), key, isDryRun),
      ),
    );

const apps = (): fc.Arbitrary<Line> =>
  fc
    .tuple(wantedNames, callers, accountsOrNone, wantedKeys, ways)
    .map(([name, by, account, key, how]) =>
      inWays(how, (isDryRun) =>
        createApp(by, (names) => ({ name, ...about(account, names) }), key, isDryRun),
      ),
    );

const keys = (): fc.Arbitrary<Line> =>
  fc
    .tuple(
      fc.record(
        {
          power: mostly(fc.constantFrom('read', 'manage'), fc.constant('all')),
          expiresAt: fc.constant('2025-01-01T00:10:00Z'),
        },
        { requiredKeys: [] },
      ),
      callers,
      accountsOrNone,
      wantedKeys,
      ways,
    )
    .map(([input, by, account, key, how]) =>
      inWays(how, (isDryRun) =>
        createKey(by, (names) => ({ ...input, ...about(account, names) }), key, isDryRun),
      ),
    );
