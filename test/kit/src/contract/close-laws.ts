import { ok, StoreUnavailable } from '@tenantry/domain';
import { demand, demandFault, same } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import { settlesInTurns, whileOpen } from './meanwhile.ts';

/** How a store ends. */
export const closeLaws = (law: StateLaw): readonly Law[] => [
  law('a store can be closed twice', async ({ store }) => {
    await Promise.all([store.close(), store.close()]);
    await store.close();
  }),

  law('closing waits for a unit that runs', async (trial) => {
    const { store } = trial;
    const closings: Promise<void>[] = [];
    await whileOpen(
      store,
      async () => undefined,
      async () => {
        const closing = store.close();
        closings.push(closing);
        demand(!(await settlesInTurns(closing)), 'a store closed under an open unit');
      },
    );
    await Promise.all(closings);
  }),

  law('a store that was closed begins no unit and no read', async ({ store }) => {
    await store.close();
    const begun: string[] = [];
    const unit = () =>
      store.transact(async () => {
        begun.push('a unit');
        return ok(undefined);
      });
    const read = () =>
      store.read(async () => {
        begun.push('a read');
      });
    await demandFault(unit, 'transact, called after the store was closed,');
    const refused = await read().catch((fault: unknown) => fault);
    demand(
      refused instanceof StoreUnavailable,
      `read, called after the store was closed, had to throw StoreUnavailable: ${String(refused)}`,
    );
    same(begun, [], 'what was begun all the same');
  }),
];
