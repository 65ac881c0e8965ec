import { accountKinds, err, type Persistence } from '@tenantry/domain';
import { type BrokenAdapter, broken, recognising, seeing, writing } from './altered.ts';

const forgetsWhoIsRegistered = (): Persistence => {
  let users = 0;
  return writing((accounts) => ({
    addRegister: ({ user, ...register }) => {
      if (user === undefined) return accounts.addRegister(register);
      const canonical = `${++users} ${user.email.canonical}`;
      return accounts.addRegister({
        ...register,
        user: { ...user, email: { ...user.email, canonical } },
      });
    },
  }));
};

const countsAfterCutting = (): Persistence =>
  seeing((accounts) => ({
    registers: async (reach, of, slice) => {
      const { items } = await accounts.registers(reach, of, slice);
      return { total: items.length, items };
    },
  }));

const listsAppsById = (): Persistence =>
  seeing((accounts) => ({
    apps: async (reach, of, { skip, limit }) => {
      const { total, items } = await accounts.apps(reach, of, { skip: 0, limit: 1000 });
      const sorted = items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      return { total, items: sorted.slice(skip, skip + limit) };
    },
  }));

const foldsAppNames = (): Persistence => {
  const held = new Set<string>();
  return writing((accounts) => ({
    addApp: async (app) => {
      const key = JSON.stringify([app.accountId, app.name.toLowerCase()]);
      if (held.has(key)) return err({ taken: 'AppNameTaken' });
      held.add(key);
      return accounts.addApp(app);
    },
  }));
};

const findsAddressesAnywhere = (): Persistence =>
  seeing((accounts) => ({
    findByAddress: (_, address) => accounts.findByAddress('installation', address),
  }));

const namesAnyKind = (): Persistence =>
  seeing((accounts) => ({
    named: (reach, name, _, limit) => accounts.named(reach, name, accountKinds, limit),
  }));

const readsUserNamesAsTheyAre = (): Persistence =>
  recognising((access) => ({
    membershipByUserName: async (userName) => {
      const found = await access.membershipByUserName(userName);
      return found?.membership.userName === userName ? found : undefined;
    },
  }));

/** Adapters that lose track of registered accounts, of apps, or of what things are called. */
export const brokenRegisters: readonly BrokenAdapter[] = [
  broken(
    'registers a mailbox again',
    forgetsWhoIsRegistered,
    'a mailbox is registered once among all users, and invited as often as wanted',
  ),
  broken(
    'counts a list after it was cut',
    countsAfterCutting,
    'registered accounts come by number, from directly beneath one',
  ),
  broken(
    'lists apps by id',
    listsAppsById,
    'apps come in the order in which they came to be, however they are cut',
  ),
  broken("folds apps' names", foldsAppNames, "an app's name is taken once in an account"),
  broken(
    'finds an address anywhere',
    findsAddressesAnywhere,
    'findByAddress answers within the reach alone',
  ),
  broken(
    'names accounts of any kind',
    namesAnyKind,
    'accounts of a name come by number, of the kinds that are asked for',
  ),
  broken(
    'reads user names letter by letter',
    readsUserNamesAsTheyAre,
    'a membership is found by its user name, however that is spelt',
  ),
];
