import {
  type AccountRegister,
  AppName,
  addApp,
  correctRegister,
  defaultPolicy,
  firstUserRole,
  MembershipId,
  parseRegistration,
  registerAccount,
  UserId,
} from '@tenantry/domain';
import {
  accountAddresses,
  accountIds,
  lineages,
  pure,
  registrationInputs,
  times,
  trimmedTexts,
} from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const registrations = registrationInputs().map((input) => {
  const command = parseRegistration(input, defaultPolicy, () => false);
  if (!command.ok) throw new Error('refused');
  return command.value;
});

const openings = fc.record({
  command: registrations,
  made: fc.record(
    {
      id: accountIds(),
      address: accountAddresses(),
      userId: fc.uuid().map((id) => UserId.parse(id)),
      membershipId: fc.uuid().map((id) => MembershipId.parse(id)),
      passwordHash: fc.string(),
      lapsesAt: times(),
    },
    { requiredKeys: ['id', 'address', 'userId', 'membershipId', 'passwordHash'] },
  ),
  parents: lineages({ status: 'active', kind: 'master', maxDepth: 9 }),
  now: times(),
});

type Opening = typeof openings extends fc.Arbitrary<infer Each> ? Each : never;

const register = ({ command, made, parents, now }: Opening) =>
  registerAccount(command, made, parents, defaultPolicy, now);

const registered = (opening: Opening) => {
  const result = register(opening);
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
};

const stored = (opening: Opening): AccountRegister => {
  const { account, user: _, member: __, ...details } = registered(opening);
  return { ...details, account: { ...account, number: opening.parents[0].number }, apps: [] };
};

describe('registering an account', () => {
  it('names it by its company, else by its person', () => {
    fc.assert(
      fc.property(openings, (opening) => {
        const { firstName, lastName, companyName } = opening.command;
        const { name } = registered(opening).account;
        if (companyName !== undefined) expect(name).toBe(companyName);
        else expect(`${firstName} ${lastName}`.startsWith(name)).toBe(true);
        expect([...name].length).toBeLessThanOrEqual(255);
      }),
    );
  });

  it('gives a credential that opens this account and no other', () => {
    fc.assert(
      fc.property(openings, (opening) => {
        const { command, made } = opening;
        expect(registered(opening).user).toEqual({
          id: made.userId,
          email: command.email,
          credential: {
            hash: made.passwordHash,
            origin: 'given',
            accountId: made.id,
            generation: 1,
            ...('lapsesAt' in made ? { lapsesAt: made.lapsesAt } : {}),
          },
        });
      }),
    );
  });

  it('makes its person the first to manage it', () => {
    fc.assert(
      fc.property(openings, (opening) => {
        const { account, member } = registered(opening);
        expect(member).toEqual({
          id: opening.made.membershipId,
          accountId: account.id,
          name: opening.command.firstName,
          email: opening.command.email,
          roles: [firstUserRole],
          status: 'active',
          userId: opening.made.userId,
        });
        expect(account).toMatchObject({
          kind: 'registered',
          status: 'active',
          mayHaveSubAccounts: opening.command.mayHaveSubAccounts,
          version: 1,
        });
      }),
    );
  });

  it('keeps no password', () => {
    fc.assert(
      fc.property(openings, (opening) => {
        expect(registered(opening)).not.toHaveProperty('password');
        expect(registered(opening)).not.toHaveProperty('passwordConfirmation');
      }),
    );
  });

  it('is pure', () => {
    fc.assert(pure(register, openings));
  });
});

describe('correcting a register', () => {
  const cases = fc.record({
    entry: openings.map(stored),
    correction: openings.map(stored).chain((other) =>
      fc.record(
        {
          name: fc.constant(other.account.name),
          firstName: fc.constant(other.firstName),
          timeZone: fc.constant(other.timeZone),
          mayHaveSubAccounts: fc.boolean(),
          version: fc.constant(1),
        },
        { requiredKeys: [] },
      ),
    ),
    now: times(),
  });

  it('changes what is named and keeps the rest', () => {
    fc.assert(
      fc.property(cases, ({ entry, correction, now }) => {
        const { account } = entry;
        const { name, mayHaveSubAccounts, version: _, ...details } = correction;
        expect(correctRegister(entry, correction, now)).toEqual({
          ok: true,
          value: {
            ...entry,
            ...details,
            account: {
              ...account,
              name: name ?? account.name,
              mayHaveSubAccounts: mayHaveSubAccounts ?? account.mayHaveSubAccounts,
              version: 2,
              updatedAt: now,
            },
          },
        });
      }),
    );
  });

  it('is refused where the account is closed, or was seen in another version', () => {
    fc.assert(
      fc.property(cases, ({ entry, correction, now }) => {
        const closed = { ...entry, account: { ...entry.account, status: 'closed' as const } };
        expect(correctRegister(closed, correction, now)).toEqual({
          ok: false,
          error: { kind: 'AccountClosed' },
        });
        expect(correctRegister(entry, { ...correction, version: 2 }, now)).toEqual({
          ok: false,
          error: { kind: 'VersionStale', current: 1 },
        });
      }),
    );
  });
});

describe('apps', () => {
  const appNames = fc
    .oneof(
      trimmedTexts({ maxLength: 8 }),
      fc.constantFrom('caf\u00e9', 'cafe\u0301', 'Caf\u00e9', 'a'),
    )
    .map((name) => AppName.parse(name));

  it('are as many as wanted, each under a name of its own', () => {
    fc.assert(
      fc.property(
        openings.map(stored),
        fc.array(appNames, { maxLength: 8 }),
        times(),
        (entry, wanted, createdAt) => {
          const seen = new Set<string>();
          let current = entry;
          for (const name of wanted) {
            const added = addApp(current, { id: `app-${seen.size}`, name, createdAt });
            expect(added.ok).toBe(!seen.has(name.normalize('NFC')));
            if (added.ok) current = added.value;
            else expect(added.error).toEqual({ kind: 'AppNameTaken', path: ['name'] });
            seen.add(name.normalize('NFC'));
          }
          expect(current.apps).toHaveLength(seen.size);
          expect(entry.apps).toHaveLength(0);
        },
      ),
    );
  });
});
