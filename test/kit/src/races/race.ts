import {
  type AccountId,
  type Application,
  as,
  type Caller,
  createApplication,
  type Persistence,
  type RetryableContext,
  type StoredEvent,
} from '@tenantry/domain';
import fc from 'fast-check';
import type { Law, OpenStore } from '../contract/law.ts';
import type { StandIns } from '../stand-ins/stand-ins.ts';
import { historyOf } from '../tale/history.ts';
import { begin, publicUrl, rules } from '../tale/world.ts';
import { scheduled, type Turns } from './scheduled.ts';

/** Where use cases race. */
export interface Track {
  /** An application whose turns fast-check decides. */
  readonly racing: Application;
  /** The same one undisturbed: for what comes before and after. */
  readonly app: Application;
  readonly ports: StandIns;
  readonly root: AccountId;
  /** As somebody who may do everything beneath an account; the master account without one. */
  readonly by: (account?: AccountId, key?: string) => RetryableContext;
  /** Lets all of them run, and answers as they do. */
  readonly run: <Racers extends readonly Promise<unknown>[] | []>(
    racers: Racers,
  ) => Promise<{ -readonly [At in keyof Racers]: Awaited<Racers[At]> }>;
  /** What happened since the beginning, once it has so many lines. */
  readonly history: (lines: number) => Promise<readonly StoredEvent[]>;
}

export type RaceLaw = (name: string, holds: (track: Track) => Promise<void>) => Law;

/** Laws on races over stores that this opens, each race with a store of its own. */
export const raceLawsOn =
  (open: OpenStore, turns: Turns, numRuns: number): RaceLaw =>
  (name, holds) => ({
    name,
    check: () =>
      fc.assert(
        fc.asyncProperty(fc.scheduler(), async (scheduler) => {
          const store = await open();
          try {
            await holds(await trackOn(store, scheduler, turns));
          } finally {
            await store.close();
          }
        }),
        { numRuns },
      ),
  });

const trackOn = async (
  store: Persistence,
  scheduler: fc.Scheduler,
  turns: Turns,
): Promise<Track> => {
  const { ports, initialised } = await begin(store, { ...rules, depth: 10 });
  const persistence = scheduled(store, scheduler, turns);
  const begun = (await historyOf(store, 1)).length;
  const root = initialised.account.id;
  const contextOf = (caller: Caller, key: string | undefined): RetryableContext =>
    key === undefined ? { caller } : { caller, idempotencyKey: key };
  return {
    racing: createApplication({ ...ports, persistence }, { publicUrl }),
    app: createApplication(ports, { publicUrl }),
    ports,
    root,
    by: (account = root, key) => contextOf(as.account(account), key),
    run: (racers) => scheduler.waitFor(Promise.all(racers)),
    history: async (lines) => (await historyOf(store, lines + begun)).slice(begun),
  };
};
