import type { NewEvent, Persistence, Reach, StoredEvent } from '@tenantry/domain';
import { demand, same } from './expect.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { allEnd, settlesInTurns, whileOpen } from './meanwhile.ts';
import { commit, type Ending, endings, openMaster } from './unit.ts';

/** That whoever follows the history with a cursor misses nothing of it. */
export const historyLaws = (law: StateLaw): readonly Law[] =>
  endings.map((ending) =>
    law(
      `readers that follow the history miss no event of a unit that is late with ${ending.after}`,
      (trial) => follow(trial, ending),
    ),
  );

async function follow(trial: Trial, { isCommit, end }: Ending): Promise<void> {
  const { store, make } = trial;
  const { id } = await openMaster(trial);
  const [first, late] = [make.event(id), make.event(id)];
  const [second, last] = [make.event(id), make.event(id)];
  const add = (event: NewEvent) => commit(store, ({ records }) => records.addEvent(event));
  const readers = [follower(store, 'installation', 1), follower(store, { below: id }, 2)];
  const readOn = async (): Promise<void> => {
    for (const reader of readers) await reader.readOn();
  };

  await add(first);
  await readOn();
  const begun: Promise<unknown>[] = [];
  await whileOpen(
    store,
    ({ records }) => records.addEvent(late),
    async () => {
      // Where units run one at a time it waits; where they do not, it is there before the other.
      const overtaking = add(second);
      begun.push(overtaking);
      await readOn();
      await settlesInTurns(overtaking);
      await readOn();
    },
    end,
  );
  await allEnd(trial, begun);
  await add(last);
  await readOn();

  const committed = [first, ...(isCommit ? [late] : []), second, last];
  for (const { seen } of readers) {
    const ids = seen.map((event) => event.id);
    same(
      ids.toSorted(),
      committed.map((event) => event.id).toSorted(),
      'the events that a reader saw, each once',
    );
    const positions = seen.map(({ position }) => position);
    demand(
      positions.every((position, at) => position > (positions[at - 1] ?? 0)),
      `a reader saw events out of order: ${positions.join(', ')}`,
    );
  }
}

/** Reads what is new, page by page, from where it stopped before. */
const follower = (store: Persistence, reach: Reach, limit: number) => {
  const seen: StoredEvent[] = [];
  return {
    seen,
    readOn: async (): Promise<void> => {
      for (;;) {
        const last = seen.at(-1);
        const page = last === undefined ? { limit } : { limit, after: last.position };
        const events = await store.read(({ records }) => records.events(reach, page));
        seen.push(...events);
        if (events.length < limit) return;
      }
    },
  };
};
