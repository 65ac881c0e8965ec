import type { Unit } from '@tenantry/domain';
import { everyCall } from './every-call.ts';
import { type Everything, everythingOf } from './everything.ts';
import { nothing, readEverything, whole } from './everything-read.ts';
import { demandNoTrace, demandStored, writeEverything } from './everything-stored.ts';
import { demandFault, same } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import { commit, endingOf, endings } from './unit.ts';

/** That a unit is all or nothing, and over when it is over. */
export const unitLaws = (law: StateLaw): readonly Law[] => [
  law('a unit that answers ok commits everything', async ({ store, make }) => {
    const things = everythingOf(make);
    await commit(store, (unit) => writeEverything(unit, things));
    await demandStored(store, things);
  }),

  law('a unit sees what it has written', async ({ store, make }) => {
    const things = everythingOf(make);
    await commit(store, async (unit) => {
      same(await readEverything(unit, things), nothing, 'before anything was written');
      await writeEverything(unit, things);
      same(await readEverything(unit, things), whole(things), 'what the unit has written');
    });
  }),

  law('a unit that answers an error rolls back', async ({ store, make }) => {
    const things = everythingOf(make);
    const expected = { ok: false, error: { kind: 'Declined', facts: [1] } } as const;
    const answer = await store.transact(async (unit) => {
      await writeEverything(unit, things);
      return expected;
    });
    same(answer, expected, 'transact answers what work answered');
    await demandNoTrace(store, things);
  }),

  law('a unit that throws rolls back', async ({ store, make }) => {
    const things = everythingOf(make);
    await demandFault(
      () =>
        store.transact(async (unit) => {
          await writeEverything(unit, things);
          throw new Error('on purpose');
        }),
      'a unit whose work threw',
    );
    await demandNoTrace(store, things);
  }),

  law('a claim that was rolled back is no claim', async ({ store, make }) => {
    const things = everythingOf(make);
    await commit(store, (unit) => writeEverything(unit, things));
    const { id, dueAt: now } = things.delivery;
    const claim = { now, until: new Date(now.getTime() + 60_000), limit: 1 };
    const settled = await store.transact(async ({ deliveries }) => {
      for (const { fence } of await deliveries.claim(claim))
        await deliveries.settle({ id, fence, state: 'sent' });
      return { ok: false, error: { kind: 'Declined' } } as const;
    });
    same(settled.ok, false, 'the unit that rolls back');
    await demandStored(store, things);
  }),

  ...endings.map(({ after, end }) =>
    law(`what a unit handed out throws after ${after}`, async ({ store, make }) => {
      const things = everythingOf(make);
      const handles: Unit[] = [];
      await endingOf(
        store.transact(async (unit) => {
          handles.push(unit);
          return end();
        }),
      );
      for (const unit of handles) await demandDead(unit, things);
      await demandNoTrace(store, things);
    }),
  ),

  law('what a unit handed out throws while another unit runs', async ({ store, make }) => {
    const things = everythingOf(make);
    const first = await commit(store, async (unit) => [unit]);
    await commit(store, async () => {
      for (const unit of first) await demandDead(unit, things);
    });
    await demandNoTrace(store, things);
  }),
];

async function demandDead(unit: Unit, things: Everything): Promise<void> {
  for (const [name, call] of Object.entries(everyCall(unit, things)))
    await demandFault(call, `${name}, called after the unit had settled,`);
}
