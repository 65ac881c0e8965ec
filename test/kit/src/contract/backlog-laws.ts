import { same } from './expect.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { add, addSome, at, claim, endings, member, settle } from './outbox.ts';
import { commit } from './unit.ts';

/** What whoever watches the outbox may count on. */
export const backlogLaws = (law: StateLaw): readonly Law[] => [
  law(
    'the backlog is all mail that is due, and since when the first of it is owed',
    async (trial) => {
      const { make } = trial;
      await demandBacklog(trial, 0);
      const somebody = await member(trial);
      const dues = [30, 10, 20];
      await add(trial, ...dues.map((second) => make.delivery(somebody, at(second))));
      await demandBacklog(trial, 3, 10);
      const [first] = await claim(trial, { now: at(10), until: at(60) });
      await demandBacklog(trial, 3, 10);
      await settle(trial, first, { state: 'retry', at: at(40), attempts: 1, reason: 'away' });
      await demandBacklog(trial, 3, 10);
      const [second] = await claim(trial, { now: at(20), until: at(60) });
      await settle(trial, second, { state: 'undeliverable', attempts: 12 });
      await demandBacklog(trial, 2, 10);
      const [third] = await claim(trial, { now: at(40), until: at(60), limit: 1 });
      await settle(trial, third, { state: 'sent' });
      await demandBacklog(trial, 1, 10);
      await commit(trial.store, ({ deliveries }) => deliveries.retry(first?.id ?? 'none', at(50)));
      await demandBacklog(trial, 1, 10);
      const [again] = await claim(trial, { now: at(50) });
      await settle(trial, again, { state: 'sent' });
      await commit(trial.store, ({ deliveries }) => deliveries.retry(second?.id ?? 'none', at(70)));
      await demandBacklog(trial, 1, 20);
    },
  ),

  law('a failed try does not make the backlog younger', async (trial) => {
    const owed = await addSome(trial, 2, at(1));
    for (const [tries, again] of [60, 180, 420].entries()) {
      for (const each of await claim(trial, { now: at(again - 1), until: at(again) }))
        await settle(trial, each, { state: 'retry', at: at(again), attempts: tries + 1 });
      await demandBacklog(trial, owed.length, 1);
    }
  }),

  law('mail that is held back is owed from when it is due again', async (trial) => {
    await addSome(trial, 1, at(1));
    const hold = async (now: number, until: number, attempts: number) => {
      const [held] = await claim(trial, { now: at(now), until: at(now + 60) });
      await settle(trial, held, { state: 'retry', at: at(until), attempts });
    };
    await hold(1, 20, 0);
    await demandBacklog(trial, 1, 20);
    await hold(20, 40, 1);
    await demandBacklog(trial, 1, 20);
    await hold(40, 60, 1);
    await demandBacklog(trial, 1, 60);
  }),

  law('mail that has ended is no backlog, however it ended', async (trial) => {
    const owed = await addSome(trial, endings.length, at(1));
    const claimed = await claim(trial, { now: at(1) });
    for (const [place, ending] of endings.entries()) {
      await demandBacklog(trial, owed.length - place, 1);
      await settle(trial, claimed[place], ending);
    }
    await demandBacklog(trial, 0);
  }),
];

/** Since a second, where there is any. */
async function demandBacklog({ store }: Trial, count: number, since?: number): Promise<void> {
  const expected = { count, ...(since === undefined ? {} : { since: at(since) }) };
  const read = await store.read(({ deliveries }) => deliveries.backlog());
  same(read, expected, 'the backlog');
  same(await commit(store, ({ deliveries }) => deliveries.backlog()), expected, 'in a unit');
}
