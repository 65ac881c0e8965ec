import { type Account, type App, AppName } from '@tenantry/domain';
import fc from 'fast-check';
import { composed, decomposed, forAll, moments, texts } from './cases.ts';
import { same } from './expect.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { demandSlices } from './slices.ts';
import { commit, demandConflict, openMaster, stored } from './unit.ts';

const all = { skip: 0, limit: 10 };

/** That an account's apps come back as they were stored, each under a name of its own. */
export const appLaws = (law: StateLaw): readonly Law[] => [
  law('an app comes back whole', (trial) =>
    forAll(fc.record({ name: texts, createdAt: moments }), async ({ name, createdAt }) => {
      const { store, make } = trial;
      const { id } = await openMaster(trial);
      const app = make.app(id, { name: AppName.parse(name), createdAt });
      await add(trial, app);
      const found = await store.read(({ accounts }) => accounts.apps('installation', id, all));
      same(found, { total: 1, items: [app] }, 'apps');
    }),
  ),

  law('apps come in the order in which they came to be, however they are cut', async (trial) => {
    const { store, make } = trial;
    const [first, second] = [await openMaster(trial), await openMaster(trial)];
    const apps = Array.from({ length: 9 }, (_, at) => make.app((at % 3 === 0 ? second : first).id));
    for (const app of apps) await add(trial, app);
    await store.read(async ({ accounts }) => {
      for (const { id } of [first, second])
        await demandSlices(
          (slice) => accounts.apps('installation', id, slice),
          apps.filter(({ accountId }) => accountId === id),
          'apps',
        );
    });
  }),

  law("an app's name is taken once in an account", async (trial) => {
    const { store, make } = trial;
    const [first, second] = [await openMaster(trial), await openMaster(trial)];
    const named = ({ id }: Account, name: string): App =>
      make.app(id, { name: AppName.parse(name) });
    const app = named(first, `Caf${composed}`);
    await add(trial, app);
    for (const name of [`Caf${composed}`, `Caf${decomposed}`]) {
      const again = named(first, name);
      const taken = { taken: 'AppNameTaken' };
      await demandConflict(store, taken, ({ accounts }) => accounts.addApp(again));
      const found = await store.read(({ accounts }) =>
        accounts.apps('installation', first.id, all),
      );
      same(found, { total: 1, items: [app] }, 'the apps after a conflict');
    }
    await add(trial, named(first, `CAF${composed.toUpperCase()}`));
    await add(trial, named(second, `Caf${decomposed}`));
    const parent = await commit(store, async ({ accounts }) =>
      stored(await accounts.addPartner(make.partner([first]))),
    );
    await add(trial, named(parent.account, `Caf${composed}`));
  }),
];

const add = ({ store }: Trial, app: App): Promise<void> =>
  commit(store, async ({ accounts }) => stored(await accounts.addApp(app)));
