import type { Membership, MembershipFound } from '@tenantry/domain';
import { states } from './access-laws.ts';
import { same } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import { saveMembership } from './membership-unit.ts';
import { demandPages } from './pages.ts';
import { commit, openMaster, stored } from './unit.ts';

/** That whoever lists the places in an account, or of a user, sees each of them once. */
export const placeLaws = (law: StateLaw): readonly Law[] => [
  law('members come by number, in every status, each once', async (trial) => {
    const { store, make } = trial;
    const [first, second] = [await openMaster(trial), await openMaster(trial)];
    const members = await commit(store, async ({ access }): Promise<readonly Membership[]> => {
      const added: Membership[] = [];
      for (const { stateOf } of states) {
        const user = make.user();
        stored(await access.addUser(user));
        const state = stateOf({ userId: user.id, until: make.time(), hash: make.uuid() });
        added.push(stored(await access.addMembership({ ...make.place(first.id), ...state })));
        stored(await access.addMembership(make.invited(second.id)));
      }
      return added;
    });
    await store.read(({ access }) =>
      demandPages(
        ({ number }) => number,
        (page) => access.members(first.id, page),
        members,
        'members',
      ),
    );
  }),

  law('the places of a user come by number, with their lineages, each once', async (trial) => {
    const { store, make } = trial;
    const master = await openMaster(trial);
    const [user, other] = [make.user(), make.user()];
    const places = await commit(store, async ({ accounts, access }) => {
      stored(await access.addUser(user));
      stored(await access.addUser(other));
      const added: MembershipFound[] = [];
      for (const status of ['active', 'disabled', 'active', 'disabled', 'active'] as const) {
        const { account } = stored(await accounts.addCustomer(make.customer([master])));
        const place = { ...make.place(account.id), generation: 1 };
        const membership = stored(
          await access.addMembership({ ...place, status, userId: user.id }),
        );
        added.push({ membership, lineage: [master, account] });
        const beside = { ...make.place(account.id), generation: 1 };
        stored(await access.addMembership({ ...beside, status, userId: other.id }));
        stored(await access.addMembership(make.invited(account.id)));
      }
      return added;
    });
    const demandPlaces = (all: readonly MembershipFound[]) =>
      store.read(({ access }) =>
        demandPages(
          ({ membership }) => membership.number,
          (page) => access.memberships(user.id, page),
          all,
          'places',
        ),
      );
    await demandPlaces(places);
    const [first, ...others] = places;
    if (first === undefined) throw new Error('there is a place');
    const { id, number, accountId, name, email, roles } = first.membership;
    const place = { id, number, accountId, name, email, roles, generation: 2 };
    const gone: Membership = { ...place, status: 'revoked' };
    same(await saveMembership(trial, gone, first.membership), 'saved', 'one that is given up');
    await demandPlaces(others);
    const nobody = make.user();
    const none = await store.read(({ access }) => access.memberships(nobody.id, { limit: 10 }));
    same(none, [], 'the places of nobody');
  }),
];
