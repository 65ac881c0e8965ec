import {
  EmailAddress,
  type NewMembership,
  type Persistence,
  PersonName,
  powers,
  type UserId,
} from '@tenantry/domain';
import fc from 'fast-check';
import { forAll, moments, roles, texts } from './cases.ts';
import { same } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import type { Make } from './make.ts';
import { domains } from './partner-cases.ts';
import { commit, stored } from './unit.ts';

/** That memberships and keys come back as they were stored. */
export const accessLaws = (law: StateLaw): readonly Law[] => [
  ...states.map(({ called, stateOf }) =>
    law(`a membership comes back whole: ${called}`, async ({ store, make }) => {
      const { lineage, account, user } = await openCustomer(store, make);
      await forAll(
        facts,
        async ({ name, roles: given, domain, until, userName }) => {
          const added: NewMembership = {
            ...make.place(account.id),
            ...stateOf({ userId: user.id, until, hash: make.uuid() }),
            name: PersonName.parse(name),
            email: EmailAddress.parse(`${make.uuid()}@${domain}`),
            roles: given,
            ...(userName === undefined ? {} : { userName: make.userName(userName) }),
          };
          const answered = await commit(store, async ({ access }) =>
            stored(await access.addMembership(added)),
          );
          const membership = { ...added, number: answered.number };
          same(answered, membership, 'addMembership answered another membership');
          for (const ref of [added.id, answered.number])
            same(
              await store.read(({ access }) => access.findMembership(ref)),
              { membership, lineage },
              'findMembership',
            );
        },
        { runs: 10 },
      );
    }),
  ),

  law('the members of an account come back whole, in their order', async ({ store, make }) => {
    const { customer, empty } = await commit(store, async ({ accounts }) => {
      const master = stored(await accounts.addMaster(make.master()));
      const added = stored(await accounts.addCustomer(make.customer([master], { people: 4 })));
      // Members of others are among them by age.
      stored(await accounts.addCustomer(make.customer([master], { people: 2 })));
      return { customer: added, empty: master };
    });
    const { id } = customer.account;
    const members = [...customer.members];
    for (const { stateOf } of states) {
      const user = make.user();
      const state = stateOf({ userId: user.id, until: make.time(), hash: make.uuid() });
      const added = { ...make.place(id), userName: make.userName('é'), ...state };
      await commit(store, async ({ access }) => {
        stored(await access.addUser(user));
        members.push(stored(await access.addMembership(added)));
      });
    }
    await store.read(async ({ accounts, access }) => {
      const page = { limit: 1000 };
      same(await access.members(id, page), members, 'the members');
      same((await accounts.findCustomer('installation', id))?.members, members, 'of the customer');
      same(await access.members(empty.id, page), [], 'the members of an account without any');
      same(await access.members(make.accountId(), page), [], 'the members of no account');
    });
  }),

  law('a key comes back whole, with the lineage of its account', async ({ store, make }) => {
    const { lineage, account } = await openCustomer(store, make);
    const cases = fc.record(
      {
        power: fc.constantFrom(...powers),
        follows: fc.boolean(),
        createdAt: moments,
        expiresAt: moments,
        revokedAt: moments,
        lastUsedAt: moments,
      },
      { requiredKeys: ['power', 'createdAt', 'follows'] },
    );
    const first = make.key(account.id);
    await commit(store, ({ access }) => access.addKey(first));
    await forAll(cases, async ({ follows, ...parts }) => {
      const key = make.key(account.id, { ...parts, ...(follows ? { lineage: first.id } : {}) });
      await commit(store, ({ access }) => access.addKey(key));
      same(await store.read(({ access }) => access.findKey(key.id)), { key, lineage }, 'findKey');
    });
  }),
];

type State = NewMembership extends infer Member
  ? Member extends NewMembership
    ? Pick<Member, Extract<keyof Member, 'status' | 'generation' | 'invitation' | 'userId'>>
    : never
  : never;

interface Shape {
  readonly called: string;
  readonly stateOf: (facts: {
    readonly userId: UserId;
    readonly until: Date;
    readonly hash: string;
  }) => State;
}

/** Each state that a membership may be in. */
export const states: readonly Shape[] = [
  {
    called: 'invited',
    stateOf: ({ hash, until }) => ({
      status: 'invited',
      generation: 7,
      invitation: { hash, until },
    }),
  },
  {
    called: 'invited, and not yet asked',
    stateOf: () => ({ status: 'invited', generation: 0 }),
  },
  { called: 'active', stateOf: ({ userId }) => ({ status: 'active', generation: 1, userId }) },
  { called: 'disabled', stateOf: ({ userId }) => ({ status: 'disabled', generation: 0, userId }) },
  {
    called: 'disabled before it was accepted',
    stateOf: () => ({ status: 'disabled', generation: 2 }),
  },
  { called: 'revoked', stateOf: () => ({ status: 'revoked', generation: 5 }) },
];

/** What is told of a person. */
export const facts = fc.record(
  { name: texts, roles, domain: domains, until: moments, userName: texts },
  { requiredKeys: ['name', 'roles', 'domain', 'until'] },
);

const openCustomer = (store: Persistence, make: Make) =>
  commit(store, async ({ accounts, access }) => {
    const master = stored(await accounts.addMaster(make.master()));
    const { account } = stored(await accounts.addCustomer(make.customer([master])));
    const user = make.user();
    stored(await access.addUser(user));
    return { lineage: [master, account], account, user };
  });
