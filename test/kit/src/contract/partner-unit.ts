import type { NewPartner, Partner, UserId, UserName } from '@tenantry/domain';
import type { Trial } from './law.ts';
import { commit, stored } from './unit.ts';

export const addPartner = (
  { store }: Pick<Trial, 'store'>,
  partner: NewPartner,
): Promise<Partner> =>
  commit(store, async ({ accounts }) => stored(await accounts.addPartner(partner)));

export const savePartner = ({ store }: Trial, partner: Partner): Promise<Partner> =>
  commit(store, async ({ accounts }) => {
    await accounts.holdForChange('installation', partner.account.id);
    return stored(await accounts.savePartner(partner));
  });

/** The partner one version on, without any other change. */
export const nextVersion = (partner: Partner): Partner => ({
  ...partner,
  account: { ...partner.account, version: partner.account.version + 1 },
});

/** The contact under another user name. */
export const renamed = (
  { contactMember }: Partner,
  userName: UserName | undefined,
): Partner['contactMember'] =>
  userName === undefined ? contactMember : { ...contactMember, userName };

/** Somebody whom a contact may be. */
export const addUser = async ({ store, make }: Trial): Promise<UserId> => {
  const user = make.user();
  await commit(store, async ({ access }) => stored(await access.addUser(user)));
  return user.id;
};
