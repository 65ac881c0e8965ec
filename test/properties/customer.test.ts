import {
  type Customer,
  type CustomerCorrection,
  correctCustomer,
  inheritedRole,
  MembershipId,
  MembershipNumber,
  openCustomer,
  Policy,
  parseCreateCustomer,
} from '@tenantry/domain';
import {
  accountAddresses,
  accountIds,
  createCustomerInputs,
  deeplyFrozen,
  lineages,
  policies,
  pure,
  times,
} from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** Everything that opening a customer takes, under policies with the usual roles. */
const openings = fc
  .record({
    input: createCustomerInputs(),
    id: accountIds(),
    address: accountAddresses(),
    invitations: fc.array(
      fc.record({ id: fc.uuid().map((id) => MembershipId.parse(id)), hash: fc.base64String() }),
      { minLength: 4, maxLength: 4 },
    ),
    parents: lineages({ status: 'active', kind: 'customer', maxDepth: 9 }),
    given: policies(),
    defaultRole: fc.integer({ min: 1, max: 3 }),
    now: times(),
  })
  .map(({ input, id, address, invitations, parents, given, defaultRole, now }) => {
    const { lifetimes, uniqueReferenceNames } = Policy.parse(given);
    const policy = Policy.parse({ lifetimes, uniqueReferenceNames, defaultRole });
    const command = parseCreateCustomer(input, policy, 'manage');
    if (!command.ok) throw new Error('refused');
    const made = { id, address, invitations: invitations.slice(0, command.value.users.length) };
    return { command: command.value, made, parents, policy, now };
  });

type Opening = typeof openings extends fc.Arbitrary<infer Each> ? Each : never;

const open = ({ command, made, parents, policy, now }: Opening) =>
  openCustomer(command, made, parents, policy, now);

const opened = (opening: Opening) => {
  const result = open(opening);
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
};

/** As a store would give it back. */
const stored = (opening: Opening): Customer => {
  const { uniqueReferenceNames: _, ...customer } = opened(opening);
  return {
    ...customer,
    account: { ...customer.account, number: opening.parents[0].number },
    members: customer.members.map((member, at) => ({
      ...member,
      number: MembershipNumber.parse(at + 1),
    })),
  };
};

describe('opening a customer', () => {
  it('makes what the command says, beneath the last of the lineage', () => {
    fc.assert(
      fc.property(openings, (opening) => {
        const { command, made, parents, policy, now } = opening;
        const customer = opened(opening);
        expect(customer.account).toMatchObject({
          id: made.id,
          address: made.address,
          kind: 'customer',
          name: command.name,
          status: 'active',
          ancestors: parents.map(({ id }) => id),
          version: 1,
          createdAt: now,
          updatedAt: now,
        });
        expect(customer.workflows).toEqual(command.workflows);
        expect(customer.configurations).toBe(command.configurations);
        expect(customer.references).toEqual(command.references);
        expect(customer.uniqueReferenceNames).toEqual(policy.uniqueReferenceNames);
      }),
    );
  });

  it('invites every user, in their order, with the default role where none is said', () => {
    fc.assert(
      fc.property(openings, (opening) => {
        const { command, made, parents, policy, now } = opening;
        const byDefault = [inheritedRole(parents, policy.defaultRole)];
        expect(opened(opening).members).toEqual(
          command.users.map(({ name, email, roles }, at) => ({
            id: made.invitations[at]?.id,
            accountId: made.id,
            name,
            email,
            roles: roles.length > 0 ? roles : byDefault,
            status: 'invited',
            generation: 1,
            invitation: {
              hash: made.invitations[at]?.hash,
              until: new Date(now.getTime() + policy.lifetimes.invitation * 1000),
            },
          })),
        );
      }),
    );
  });

  it('is pure', () => {
    fc.assert(pure(open, openings));
  });
});

describe('correcting a customer', () => {
  const cases = fc
    .record({
      customer: openings.map(stored),
      other: openings.map(stored),
      parts: fc.subarray(['name', 'workflows', 'configurations', 'references', 'version'] as const),
      now: times(),
    })
    .map(({ customer, other, parts, now }) => {
      const { workflows, configurations, references } = other;
      const all = { name: other.account.name, workflows, configurations, references, version: 1 };
      const correction: CustomerCorrection = Object.fromEntries(
        parts.map((part) => [part, all[part]]),
      );
      return { customer, correction, now };
    });

  it('changes what is named and keeps the rest; version and time move', () => {
    fc.assert(
      fc.property(cases, ({ customer, correction, now }) => {
        const { name, version: _, ...details } = correction;
        expect(correctCustomer(customer, correction, now)).toEqual({
          ok: true,
          value: {
            ...customer,
            ...details,
            account: {
              ...customer.account,
              ...(name === undefined ? {} : { name }),
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
      fc.property(cases, fc.integer({ min: 2 }), ({ customer, correction, now }, version) => {
        expect(correctCustomer(customer, { ...correction, version }, now)).toEqual({
          ok: false,
          error: { kind: 'VersionStale', current: 1 },
        });
        const closed = { ...customer, account: { ...customer.account, status: 'closed' as const } };
        expect(correctCustomer(closed, { ...correction, version }, now)).toEqual({
          ok: false,
          error: { kind: 'AccountClosed' },
        });
      }),
    );
  });

  it('is pure', () => {
    fc.assert(
      pure(({ customer, correction, now }) => correctCustomer(customer, correction, now), cases),
    );
  });
});

describe('a customer beneath what may not have one', () => {
  it('is not opened, and its command is left as it was', () => {
    const registered = lineages({ status: 'active', kind: 'registered', maxDepth: 3 });
    fc.assert(
      fc.property(openings, registered, (opening, parents) => {
        const result = open(deeplyFrozen({ ...opening, parents }));
        expect(result).toMatchObject({ ok: false, error: { kind: 'ParentMayNotHave' } });
      }),
    );
  });
});
