import type { Membership } from '@tenantry/domain';
import type { Trial } from './law.ts';
import { commit, openMaster, stored } from './unit.ts';

export const saveMembership = (
  { store }: Pick<Trial, 'store'>,
  membership: Membership,
  before: Pick<Membership, 'status' | 'generation'>,
): Promise<'saved' | 'stale'> =>
  commit(store, async ({ access }) => {
    const { status, generation } = before;
    return stored(await access.saveMembership(membership, { status, generation }));
  });

/** Somebody with the only place in a customer, and somebody with one in the account above. */
export const settledMember = async (trial: Trial) => {
  const { store, make } = trial;
  const master = await openMaster(trial);
  return commit(store, async ({ accounts, access }) => {
    const { account } = stored(await accounts.addCustomer(make.customer([master])));
    const user = make.user();
    stored(await access.addUser(user));
    const other = stored(await access.addMembership(make.invited(master.id)));
    const added = { ...make.place(account.id), generation: 1, status: 'active' as const };
    const membership = stored(await access.addMembership({ ...added, userId: user.id }));
    return { user, other, lineage: [master, account] as const, membership };
  });
};
