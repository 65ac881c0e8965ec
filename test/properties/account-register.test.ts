import {
  type AccountRegister,
  asciiAddress,
  correctRegister,
  defaultPolicy,
  firstUserRole,
  MembershipId,
  MembershipNumber,
  openRegister,
  parseOpenRegister,
  parseRegistration,
  type RegisterEntry,
  TimeZone,
  UserId,
} from '@tenantry/domain';
import {
  accountAddresses,
  accountIds,
  lineages,
  openRegisterInputs,
  pure,
  registrationInputs,
  times,
  timeZones,
} from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const registered = registrationInputs().map((input): RegisterEntry => {
  const command = parseRegistration(input, defaultPolicy, () => false);
  if (!command.ok) throw new Error('refused');
  return command.value.entry;
});

const openedBy = openRegisterInputs().map((input): RegisterEntry => {
  const command = parseOpenRegister(input);
  if (!command.ok) throw new Error('refused');
  return command.value.entry;
});

const openings = fc.record({
  entry: fc.oneof(registered, openedBy),
  made: fc.record(
    {
      id: accountIds(),
      address: accountAddresses(),
      userId: fc.uuid().map((id) => UserId.parse(id)),
      membershipId: fc.uuid().map((id) => MembershipId.parse(id)),
      access: fc.record(
        { passwordHash: fc.string(), lapsesAt: times() },
        { requiredKeys: ['passwordHash'] },
      ),
    },
    { requiredKeys: ['id', 'address', 'userId', 'membershipId', 'access'] },
  ),
  parents: lineages({ status: 'active', kind: 'master', maxDepth: 9 }),
  zone: timeZones().map((zone) => TimeZone.parse(zone)),
  now: times(),
});

type Opening = typeof openings extends fc.Arbitrary<infer Each> ? Each : never;

const open = ({ entry, made, parents, zone, now }: Opening) =>
  openRegister(entry, made, parents, zone, defaultPolicy, now);

const opened = (opening: Opening) => {
  const result = open(opening);
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
};

const stored = (opening: Opening): AccountRegister => {
  const { account, user: _, member, ...details } = opened(opening);
  return {
    ...details,
    account: { ...account, number: opening.parents[0].number },
    member: { ...member, number: MembershipNumber.parse(1) },
  };
};

describe('opening a registered account', () => {
  it('names it as it is said, else by its company, else by its person, else by its mailbox', () => {
    fc.assert(
      fc.property(openings, (opening) => {
        const { name, firstName, lastName, companyName, email } = opening.entry;
        const both = [firstName, lastName].filter((each) => each !== undefined).join(' ');
        const called = opened(opening).account.name;
        const wanted = [name, companyName, both, asciiAddress(email)].find(Boolean) ?? '';
        expect(wanted.startsWith(called)).toBe(true);
        expect([...called].length).toBeGreaterThanOrEqual(Math.min([...wanted].length, 254));
        expect([...called].length).toBeLessThanOrEqual(255);
      }),
    );
  });

  it('names its member by its person, else as the account is said to be named, never by a company', () => {
    fc.assert(
      fc.property(openings, (opening) => {
        const { name, firstName, lastName, email } = opening.entry;
        const both = [firstName, lastName].filter((each) => each !== undefined).join(' ');
        const called = opened(opening).member.name;
        const wanted = [both, name, asciiAddress(email)].find(Boolean) ?? '';
        expect(wanted.startsWith(called)).toBe(true);
        expect([...called].length).toBeLessThanOrEqual(255);
      }),
    );
  });

  it('is in the time zone that is said, else in that of the parent', () => {
    fc.assert(
      fc.property(openings, (opening) => {
        expect(opened(opening).timeZone).toBe(opening.entry.timeZone ?? opening.zone);
      }),
    );
  });

  it('keeps what is said of person and company, and nothing that is not said', () => {
    fc.assert(
      fc.property(openings, (opening) => {
        const { account, user: _, member: __, timeZone: ___, ...details } = opened(opening);
        const {
          name: _name,
          email: _email,
          timeZone: _zone,
          mayHaveSubAccounts,
          ...said
        } = opening.entry;
        expect(details).toEqual(said);
        expect(Object.keys(details).toSorted()).toEqual(Object.keys(said).toSorted());
        expect(account).toMatchObject({
          id: opening.made.id,
          address: opening.made.address,
          kind: 'registered',
          status: 'active',
          mayHaveSubAccounts,
          version: 1,
        });
      }),
    );
  });

  it('gives a credential that opens this account and no other', () => {
    fc.assert(
      fc.property(openings, (opening) => {
        const { entry, made } = opening;
        expect(opened(opening).user).toEqual({
          id: made.userId,
          email: entry.email,
          credential: {
            hash: made.access.passwordHash,
            origin: 'given',
            accountId: made.id,
            generation: 1,
            ...('lapsesAt' in made.access ? { lapsesAt: made.access.lapsesAt } : {}),
          },
        });
      }),
    );
  });

  it('makes its person the first to manage it', () => {
    fc.assert(
      fc.property(openings, (opening) => {
        const { account, member, user } = opened(opening);
        expect(member).toEqual({
          id: opening.made.membershipId,
          accountId: account.id,
          name: member.name,
          email: opening.entry.email,
          roles: [firstUserRole],
          generation: 0,
          status: 'active',
          userId: user?.id,
        });
      }),
    );
  });

  it('is pure', () => {
    fc.assert(pure(open, openings));
  });
});

describe('correcting a register', () => {
  const cases = fc.record({
    entry: openings.map(stored),
    correction: openings.map(stored).chain((other) =>
      fc.record(
        {
          name: fc.constant(other.account.name),
          ...(other.firstName === undefined ? {} : { firstName: fc.constant(other.firstName) }),
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
