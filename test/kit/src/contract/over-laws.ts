import type { NewDelivery, PasswordReset, Session } from '@tenantry/domain';
import { same } from './expect.ts';
import { many } from './forgetting.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { allEnd } from './meanwhile.ts';
import { at, member } from './outbox.ts';
import { commit, openMaster, stored } from './unit.ts';

/** Fewer than there are, and more than ever go by the way. */
const most = 110;
const racers = 4;

/** That what is over is forgotten when it is asked for: so much at most, and nothing else. */
export const overLaws = (law: StateLaw): readonly Law[] => [
  law(
    `of ${many} of each kind that are over ${most} are forgotten, then the rest`,
    async (trial) => {
      const { store, make } = trial;
      const over = await addEach(trial, many, (place) => new Date(at(10).getTime() - place));
      const [live] = await addEach(trial, 1, () => at(11));
      const mail = [over[0], over[1], live].map((each): NewDelivery => {
        const about = { kind: 'passwordReset' as const, resetId: each?.reset.id ?? '' };
        return { ...about, id: make.uuid(), generation: 1, dueAt: at(0) };
      });
      await commit(store, ({ deliveries }) => deliveries.add(mail));
      const forget = () => commit(store, ({ access }) => access.forgetOver(at(10), most));
      const said = [await forget(), await forget(), await forget()];
      const each = (count: number) => ({ sessions: count, resets: count, tries: count });
      same(said, [each(most), each(many - most), each(0)], 'what was said to be forgotten');
      same(await countStored(trial, over), each(0), 'what is left of it');
      same(await countStored(trial, live === undefined ? [] : [live]), each(1), 'what goes on');
      const left = await store.read(({ deliveries }) => deliveries.listDeliveries({ limit: 10 }));
      const about = left.map(({ id }) => id);
      same(about, [mail[2]?.id], 'the mail, of which there is none about what was forgotten');
    },
  ),

  law(`of ${many} results that have lapsed ${most} are forgotten, then the rest`, async (trial) => {
    const { store, make } = trial;
    const { id } = await openMaster(trial);
    const lapsed = Array.from({ length: many }, (_, place) =>
      make.result(id, { lapsesAt: new Date(at(10).getTime() - place) }),
    );
    const live = make.result(id, { lapsesAt: at(11) });
    await commit(store, async ({ records }) => {
      for (const result of [...lapsed, live]) stored(await records.addResult(result, at(0)));
    });
    const forget = () => commit(store, ({ records }) => records.forgetResults(at(10), most));
    const said = [await forget(), await forget(), await forget()];
    same(said, [most, many - most, 0], 'what was said to be forgotten');
    await store.read(async ({ records }) => {
      // As of a time at which none had lapsed.
      const found = await records.findResult(
        lapsed.map(({ lookup }) => lookup),
        at(0),
      );
      same(found, undefined, 'a result that has lapsed');
      same(await records.findResult([live.lookup], at(10)), live, 'a result that is kept');
    });
  }),

  law(
    `${racers} who forget at once, and those who begin anew, all come to an end`,
    async (trial) => {
      const { store, make } = trial;
      const { id } = await openMaster(trial);
      const results = Array.from({ length: 20 }, () => make.result(id, { lapsesAt: at(10) }));
      const over = await addEach(trial, 20, () => at(10));
      await commit(store, async ({ records }) => {
        for (const result of results) stored(await records.addResult(result, at(0)));
      });
      const forget = () =>
        commit(store, async ({ access, records }) => {
          await records.forgetResults(at(10), 7);
          return (await access.forgetOver(at(10), 7)).resets;
        });
      const first = forget();
      const lookups = over.slice(0, racers).map(({ lookup }) => lookup);
      const anew = results.slice(0, racers).map((result, place) =>
        commit(store, async ({ access, records }) => {
          await access.addTry(lookups[place] ?? '', at(20), at(10));
          stored(await records.addResult({ ...result, lapsesAt: at(20) }, at(10)));
          return 0;
        }),
      );
      const others = Array.from({ length: racers - 1 }, forget);
      const said = await allEnd(trial, [first, ...anew, ...others]);
      const { resets } = await countStored(trial, over);
      same(
        said.reduce((sum, count) => sum + count, 0),
        20 - resets,
        'what each of them said to have forgotten',
      );
      await store.read(async ({ access, records }) => {
        for (const [place, lookup] of lookups.entries()) {
          const kept = await records.findResult([results[place]?.lookup ?? ''], at(10));
          same(kept?.lapsesAt, at(20), 'what was kept anew');
          same(await access.findTries(lookup, at(10)), { count: 1, until: at(20) }, 'a new window');
        }
      });
    },
  ),
];

interface Each {
  readonly session: Session;
  readonly reset: PasswordReset;
  readonly lookup: string;
}

/** So many of each kind, which end when it is said. */
const addEach = async (
  trial: Trial,
  count: number,
  until: (place: number) => Date,
): Promise<readonly Each[]> => {
  const { store, make } = trial;
  const owner = await member(trial);
  return commit(store, async ({ access }) => {
    const added: Each[] = [];
    for (let place = 0; place < count; place++) {
      const session = make.session(owner, { until: until(place) });
      const reset = make.reset({ until: until(place) });
      const lookup = make.uuid();
      await access.addSession(session, at(0));
      await access.addReset(reset, at(0));
      await access.addTry(lookup, until(place), at(0));
      added.push({ session, reset, lookup });
    }
    return added;
  });
};

const countStored = ({ store }: Trial, added: readonly Each[]) =>
  store.read(async ({ access }) => {
    const count = { sessions: 0, resets: 0, tries: 0 };
    for (const { session, reset, lookup } of added) {
      if ((await access.findSession(session.id)) !== undefined) count.sessions++;
      if ((await access.findReset(reset.id)) !== undefined) count.resets++;
      // As of a time at which it was open.
      if ((await access.findTries(lookup, at(0))) !== undefined) count.tries++;
    }
    return count;
  });
