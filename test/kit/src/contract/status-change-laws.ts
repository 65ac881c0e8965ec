import {
  type Account,
  type AccountId,
  type AccountStatus,
  accountStatuses,
  type Persistence,
  RoleId,
} from '@tenantry/domain';
import { fullTree } from './cases.ts';
import { same } from './expect.ts';
import { grow, idsOf, type Node } from './forest.ts';
import type { Law, StateLaw } from './law.ts';
import { commit, demandConflict, openMaster, stored } from './unit.ts';

/** That an account is suspended, taken up again and closed as a whole, or not at all. */
export const statusChangeLaws = (law: StateLaw): readonly Law[] => [
  law('a status is saved with its version and time, and moves nothing else', async (trial) => {
    const { store, make } = trial;
    const nodes = await grow(trial, fullTree);
    const now = new Map(nodes.map(({ account }) => [account.id, account]));
    for (const [turn, { account }] of [...nodes, ...nodes.slice(0, 1)].entries()) {
      const before = now.get(account.id) ?? account;
      const status = accountStatuses[(turn + 1) % accountStatuses.length] ?? 'closed';
      const after = { ...before, status, version: before.version + 1, updatedAt: make.time() };
      now.set(account.id, after);
      const { name, address, kind, number } = nodes.at(-1 - turn)?.account ?? account;
      const said = { name, address, kind, createdAt: make.time(), defaultRole: RoleId.parse(7) };
      const other = { ...said, ancestors: [], mayHaveSubAccounts: !before.mayHaveSubAccounts };
      await commit(store, async ({ accounts }) => {
        await accounts.holdForChange('installation', account.id);
        stored(await accounts.saveStatus({ ...after, ...other, number }));
        same(await accounts.find('installation', account.id), after, 'in the unit that saved it');
      });
      // At every step it would cost more than it tells.
      if (turn % 4 === 0) await demandStanding(store, nodes, now);
    }
  }),

  law('a status of another version is not saved, nor one of no account', async (trial) => {
    const { store, make } = trial;
    const account = await openMaster(trial);
    for (const version of [account.version - 1, account.version, account.version + 2])
      await demandConflict(store, { taken: 'VersionStale' }, ({ accounts }) =>
        accounts.saveStatus({ ...account, status: 'closed', version }),
      );
    const absent = { ...account, id: make.accountId(), version: account.version + 1 };
    const answered = await store
      .transact(({ accounts }) => accounts.saveStatus({ ...absent, status: 'closed' }))
      .then(
        ({ ok }) => ok,
        () => false,
      );
    same(answered, false, 'whether the status of an account that does not exist was saved');
    await store.read(async ({ accounts }) => {
      same(await accounts.find('installation', account.id), account, 'the account');
      same(await accounts.find('installation', absent.id), undefined, 'the absent one');
    });
  }),
];

/** Each account as it stands now, wherever it is looked at. */
const demandStanding = (
  store: Persistence,
  nodes: readonly Node[],
  now: ReadonlyMap<AccountId, Account>,
): Promise<void> =>
  store.read(async ({ accounts }) => {
    const statuses = new Map<AccountId, AccountStatus>();
    for (const { account, lineage, customer, partner, register } of nodes) {
      const { id, address } = account;
      const stands = now.get(id) ?? account;
      statuses.set(id, stands.status);
      const above = lineage.map((each) => now.get(each.id));
      same(await accounts.lineage('installation', id), above, 'a lineage');
      same(await accounts.findByAddress('installation', address), stands, 'by its address');
      if (customer !== undefined) {
        const found = await accounts.findCustomer('installation', id);
        same(found, { ...customer, account: stands }, 'a customer');
      }
      if (partner !== undefined) {
        const found = await accounts.findPartner('installation', id);
        same(found, { ...partner, account: stands }, 'a partner');
      }
      if (register !== undefined) {
        const found = await accounts.findRegister('installation', id);
        same(found, { ...register, account: stands }, 'a registered account');
      }
    }
    same(await accounts.statuses(idsOf([...now.values()])), statuses, 'the statuses');
  });
