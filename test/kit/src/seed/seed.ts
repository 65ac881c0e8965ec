import {
  type App,
  type Customer,
  defaultPolicy,
  type Lineage,
  ok,
  type Partner,
  type Persistence,
} from '@tenantry/domain';
import { invent } from './invented.ts';
import { counted, type Plan, type Seeded } from './plan.ts';
import { plantApp, plantCustomer, plantPartner, plantRegister } from './plant-beneath.ts';
import { plantMaster } from './plant-master.ts';
import { type Planting, sure } from './planting.ts';

/**
 * Fills a store for a test, by its port alone and as one unit, and answers what was made:
 *
 * ```ts
 * const { master, key, customers } = await seed(store, { customers: 3, depth: 2, users: 2 });
 * ```
 *
 * The same plan makes the same things, ids and secrets included; another `seed` in it makes others,
 * so that one store may be seeded several times. Names, mailboxes and the like are invented, but they
 * are real: the key and the passwords open an application over this store, whatever its secrets are.
 * A store that has not been initialised stays so, and has the default policy: `initialise` first where a
 * test asks for the installation itself.
 *
 * Throws a RangeError for a plan that cannot be carried out, and an Error, with nothing made, where
 * the store has the same seed already or cannot be written to.
 */
export const seed = async (store: Persistence, plan: Plan = {}): Promise<Seeded> => {
  const counts = counted(plan);
  const { master: named = 'Example Platform', now = new Date(Date.UTC(2025, 0)), secrets } = plan;
  const seeded = await store.transact(async (unit) => {
    const policy = (await unit.records.installation())?.policy ?? defaultPolicy;
    const invented = invent(counts.seed, now);
    const planting: Planting = { unit, invented, policy, now, secrets };
    const top = await plantMaster(planting, named);
    const customers = await plantCustomers(planting, [top.master], counts);
    const partners: Partner[] = [];
    for (let at = 0; at < counts.partners; at++)
      partners.push(await plantPartner(planting, [top.master]));
    const registers: Seeded['registers'][number][] = [];
    const apps: App[] = [];
    for (let at = 0; at < counts.registers; at++) {
      const registered = await plantRegister(planting, [top.master]);
      registers.push(registered);
      for (let app = 0; app < counts.apps; app++)
        apps.push(await plantApp(planting, registered.register));
    }
    const beneath = [...customers, ...partners, ...registers.map(({ register }) => register)];
    const accounts = [top.master, ...beneath.map(({ account }) => account)];
    return ok({ ...top, customers, partners, registers, apps, accounts });
  });
  return sure(seeded);
};

/** Level by level: parents before their children. */
async function plantCustomers(
  planting: Planting,
  root: Lineage,
  { customers, depth, users }: ReturnType<typeof counted>,
): Promise<readonly Customer[]> {
  const planted: Customer[] = [];
  let level: readonly Lineage[] = [root];
  for (let below = 0; below < depth; below++) {
    const next: Lineage[] = [];
    for (const parents of level)
      for (let at = 0; at < customers; at++) {
        const customer = await plantCustomer(planting, parents, users);
        planted.push(customer);
        next.push([...parents, customer.account]);
      }
    level = next;
  }
  return planted;
}
