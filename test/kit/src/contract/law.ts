import type { Persistence } from '@tenantry/domain';
import { createMake, type Make } from './make.ts';
import { turns } from './turn.ts';

/** One duty of a port, and whether an adapter does it. */
export interface Law {
  /** What holds, in words. */
  readonly name: string;
  /** Rejects with an Error that says what was found instead. Needs no test runner. */
  readonly check: () => Promise<void>;
}

/** Opens a store with nothing in it: each time another, and several at once. */
export type OpenStore = () => Promise<Persistence>;

/** What a law is tried on. */
export interface Trial {
  readonly store: Persistence;
  /** Makes what is put into the store. */
  readonly make: Make;
  /** A second store, in which nothing happens: its pace tells what is a long time. */
  readonly idle: () => Promise<Persistence>;
}

export type StateLaw = (name: string, holds: (trial: Trial) => Promise<void>) => Law;

/** Laws on stores that this opens: each is tried on one of its own, which is closed afterwards. */
export const lawsOn =
  (open: OpenStore): StateLaw =>
  (name, holds) => ({
    name,
    check: async () => {
      const opened: Persistence[] = [];
      const another = async (): Promise<Persistence> => {
        const store = await open();
        opened.push(store);
        return store;
      };
      const close = async (): Promise<void> => {
        for (const store of opened) await store.close();
      };
      let idle: Promise<Persistence> | undefined;
      try {
        await holds({
          store: await another(),
          make: createMake(),
          idle: () => (idle ??= another()),
        });
      } catch (fault) {
        // A store in which something hangs does not close, which must not keep the law from ending.
        await Promise.race([close().catch(() => undefined), turns(100)]);
        throw fault;
      }
      await close();
    },
  });
