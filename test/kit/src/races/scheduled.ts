import type { Persistence, Unit, View } from '@tenantry/domain';
import type fc from 'fast-check';

/**
 * What fast-check decides about: `calls`, the turn of every call of the port; `starts`, when units and
 * reads begin and when they are told how they ended.
 */
export type Turns = 'calls' | 'starts';

/**
 * A store whose calls wait until a scheduler of fast-check's lets them go on, so that it decides how
 * use cases that are under way at once follow each other: one call at a time, in any order that a
 * machine may come upon.
 *
 * ```ts
 * fc.asyncProperty(fc.scheduler(), async (scheduler) => {
 *   const app = createApplication({ ...ports, persistence: scheduled(store, scheduler) }, settings);
 *   const answers = await scheduler.waitFor(Promise.all([app.partners.create(...), ...]));
 * ```
 *
 * A unit waits for more than itself here, on purpose. A store that lets one unit wait for another is
 * not stopped by that, since whoever holds what is waited for gets its turn. How far a database has
 * come in the meantime fast-check does not know, so only a store without one behaves the same when
 * it is tried again.
 */
export const scheduled = (
  store: Persistence,
  scheduler: fc.Scheduler,
  turns: Turns = 'calls',
): Persistence => {
  const turn = (label: string): Promise<unknown> => scheduler.schedule(Promise.resolve(), label);

  const waiting = <Repository extends object>(repository: Repository): Repository =>
    turns === 'starts'
      ? repository
      : new Proxy(repository, {
          get: (target, name) => {
            const method: unknown = Reflect.get(target, name);
            if (typeof method !== 'function') return method;
            return async (...given: readonly unknown[]): Promise<unknown> => {
              await turn(String(name));
              return Reflect.apply(method, target, given);
            };
          },
        });

  const viewOf = ({ accounts, access, deliveries, records }: View): View => ({
    accounts: waiting(accounts),
    access: waiting(access),
    deliveries: waiting(deliveries),
    records: waiting(records),
  });

  const unitOf = ({ accounts, access, deliveries, records }: Unit): Unit => ({
    accounts: waiting(accounts),
    access: waiting(access),
    deliveries: waiting(deliveries),
    records: waiting(records),
  });

  const over = ({
    transact,
    read,
  }: Pick<Persistence, 'transact' | 'read'>): Pick<Persistence, 'transact' | 'read'> => ({
    transact: async (work) => {
      await turn('transact');
      const answer = await transact(async (unit) => {
        const worked = await work(unitOf(unit));
        if (turns === 'calls') await turn('commit');
        return worked;
      });
      await turn('transacted');
      return answer;
    },
    read: async (work) => {
      await turn('read');
      return read((view) => work(viewOf(view)));
    },
  });

  return {
    ...over(store),
    within: (transaction) => over(store.within(transaction)),
    close: store.close,
  };
};
