import { demand } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import { settlesSoon, whileOpen } from './unit.ts';

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
        demand(!(await settlesSoon(closing, trial, 50)), 'a store closed under an open unit');
      },
    );
    await Promise.all(closings);
  }),
];
