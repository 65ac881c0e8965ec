import {
  EmailAddress,
  type Membership,
  type MembershipFound,
  PersonName,
  UserName,
} from '@tenantry/domain';
import fc from 'fast-check';
import { facts, states } from './access-laws.ts';
import { composed, decomposed, forAll } from './cases.ts';
import { same } from './expect.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { saveMembership, settledMember } from './membership-unit.ts';
import { commit, demandConflict, openMaster, stored } from './unit.ts';

/** That a place in an account is moved on from what it was, whole, or not at all. */
export const membershipChangeLaws = (law: StateLaw): readonly Law[] => [
  law('a membership that was saved comes back whole, from every status to every other', (trial) => {
    const steps = fc.record({ facts, state: fc.constantFrom(...states) });
    const { make } = trial;
    const plain = { name: 'Somebody', roles: [], domain: 'example.com', until: make.time() };
    const each = states.map((state) => ({ facts: { ...plain, userName: 'x' }, state }));
    return forAll(
      fc.array(steps, { minLength: 2, maxLength: 3 }),
      async (taken) => {
        const { user, other, lineage, membership } = await settledMember(trial);
        let before: Membership = membership;
        for (const { facts: said, state } of taken) {
          const { id, number, accountId } = before;
          const hash = make.uuid();
          const after: Membership = {
            id,
            number,
            accountId,
            name: PersonName.parse(said.name),
            email: EmailAddress.parse(`${make.uuid()}@${said.domain}`),
            roles: said.roles,
            ...(said.userName === undefined ? {} : { userName: make.userName(said.userName) }),
            ...state.stateOf({ userId: user.id, until: said.until, hash }),
          };
          const moved = { ...after, number: other.number, accountId: other.accountId };
          same(await saveMembership(trial, moved, before), 'saved', state.called);
          await demandPlace(trial, before, { membership: after, lineage });
          before = after;
        }
        const { store } = trial;
        const stays = await store.read(({ access }) => access.findMembership(other.id));
        same(stays?.membership, other, 'another membership');
      },
      { runs: 3, examples: [each, each.toReversed()] },
    );
  }),

  law(
    'a membership that has moved on meanwhile is not saved, which is an answer',
    async (trial) => {
      const { store, make } = trial;
      const { lineage, other, membership } = await settledMember(trial);
      const { status, generation } = membership;
      const said = { ...membership, name: PersonName.parse('Another') };
      const nobody = { ...said, id: make.place(said.accountId).id };
      const answered = await commit(store, async ({ access, records }) => {
        const answers = [
          await access.saveMembership(said, { status: 'invited', generation }),
          await access.saveMembership(said, { status: 'revoked', generation }),
          await access.saveMembership(said, { status, generation: generation - 1 }),
          await access.saveMembership(said, { status, generation: generation + 1 }),
          // It does not matter then what others have.
          await access.saveMembership(
            { ...said, email: other.email },
            { status, generation: generation + 1 },
          ),
          await access.saveMembership(nobody, { status, generation }),
        ];
        // The unit goes on.
        await records.addEvent(make.event(membership.accountId));
        return answers.map(stored);
      });
      same(answered, Array(answered.length).fill('stale'), 'the answers');
      await store.read(async ({ access }) => {
        same(await access.findMembership(said.id), { membership, lineage }, 'the membership');
        same(await access.findMembership(nobody.id), undefined, 'nobody');
      });
    },
  ),

  law('what a membership has no other takes, and what it gave up another may', async (trial) => {
    const { store, make } = trial;
    const [first, second] = [await openMaster(trial), await openMaster(trial)];
    const mailbox = EmailAddress.parse('jane@bücher.example');
    const userName = UserName.parse(`Jos${composed}`);
    const { one, beside, elsewhere } = await commit(store, async ({ access }) => {
      const named = { ...make.invited(first.id), email: mailbox, userName };
      return {
        one: stored(await access.addMembership(named)),
        beside: stored(await access.addMembership(make.invited(first.id))),
        elsewhere: stored(await access.addMembership(make.invited(second.id))),
      };
    });
    const respelt = EmailAddress.parse('Jane@XN--BCHER-KVA.Example');
    const taken = { ...beside, email: respelt };
    await demandConflict(store, { taken: 'EmailTaken' }, ({ access }) =>
      access.saveMembership(taken, beside),
    );
    for (const member of [beside, elsewhere])
      for (const text of [`jos${decomposed}`, `JOS${decomposed.toUpperCase()}`])
        await demandConflict(store, { taken: 'UserNameTaken' }, ({ access }) =>
          access.saveMembership({ ...member, userName: UserName.parse(text) }, member),
        );
    // Its own, spelt otherwise, and what another account knows a mailbox by.
    const again = { ...one, email: respelt, userName: UserName.parse(`JOS${decomposed}`) };
    same(await saveMembership(trial, again, one), 'saved', 'what is its own');
    const there = { ...elsewhere, email: mailbox };
    same(await saveMembership(trial, there, elsewhere), 'saved', 'a mailbox elsewhere');

    const { userName: _, ...unnamed } = again;
    const gone = { ...unnamed, email: make.mailbox() };
    same(await saveMembership(trial, gone, again), 'saved', 'without them');
    const named = { ...beside, email: mailbox, userName };
    same(await saveMembership(trial, named, beside), 'saved', 'whoever takes them');
    await demandConflict(store, { taken: 'EmailTaken' }, ({ access }) =>
      access.saveMembership({ ...gone, email: mailbox }, gone),
    );
  }),

  law('an invitation is found by the hash of its newest link, while it stands', async (trial) => {
    const { store, make } = trial;
    const { user, lineage, membership } = await settledMember(trial);
    const { id, number, accountId, name, email, roles } = membership;
    const place = { id, number, accountId, name, email, roles };
    const until = make.time();
    const asked = new Set(['', 'Hash-3', 'HASH-3', 'hash-9']);
    const invited = (generation: number): Membership => {
      const hash = `hash-${generation}`;
      asked.add(hash);
      return { ...place, generation, status: 'invited', invitation: { hash, until } };
    };
    const way: readonly Membership[] = [
      invited(2),
      invited(3),
      { ...invited(3), name: PersonName.parse('Another') },
      { ...place, generation: 3, status: 'active', userId: user.id },
      invited(4),
      { ...place, generation: 5, status: 'revoked' },
      invited(6),
      { ...place, generation: 6, status: 'disabled' },
      { ...place, generation: 6, status: 'invited' },
    ];
    let before: Membership = membership;
    for (const after of way) {
      same(await saveMembership(trial, after, before), 'saved', `to ${after.status}`);
      before = after;
      const stands = after.status === 'invited' ? after.invitation?.hash : undefined;
      await store.read(async ({ access }) => {
        for (const hash of asked)
          same(
            await access.membershipByInvitation(hash),
            hash === stands ? { membership: after, lineage } : undefined,
            `by ${hash}, of generation ${after.generation}, ${after.status}`,
          );
      });
    }
  }),
];

/** A membership is found by what it has, and by nothing that it had before. */
const demandPlace = ({ store }: Trial, before: Membership, found: MembershipFound): Promise<void> =>
  store.read(async ({ accounts, access }) => {
    const { membership } = found;
    const { id, number, accountId, email, userName } = membership;
    same(await access.findMembership(id), found, 'by id');
    same(await access.findMembership(number), found, 'by number');
    same(await access.membershipByMailbox(accountId, email), found, 'by its mailbox');
    same(await access.membershipByMailbox(accountId, before.email), undefined, 'by another');
    if (userName !== undefined)
      same(await access.membershipByUserName(userName), found, 'by its user name');
    if (before.userName !== undefined)
      same(await access.membershipByUserName(before.userName), undefined, 'by another name');
    const members = [membership];
    same(await access.members(accountId, { limit: 10 }), members, 'the members');
    const customer = await accounts.findCustomer('installation', accountId);
    same(customer?.members, members, 'the members of the customer');
    for (const [was, is] of [
      [before, membership],
      [membership, membership],
    ] as const) {
      const userId = 'userId' in was ? was.userId : undefined;
      if (userId === undefined) continue;
      const places = 'userId' in is && is.userId === userId ? [found] : [];
      same(await access.memberships(userId, { limit: 10 }), places, 'the places of the user');
    }
  });
