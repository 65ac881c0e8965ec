import { err, type KeptResult, ok, type Result, type Unit } from '@tenantry/domain';
import { demand, same, show } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import { allEnd, settlesInTurns, whileOpen } from './meanwhile.ts';
import { commit, endings, openMaster, stored } from './unit.ts';

const racers = 20;

/** That of those who make the same attempt at once one makes it, and the others learn its result. */
export const attemptLaws = (law: StateLaw): readonly Law[] => [
  law(
    `of ${racers} who hold one lookup one keeps a result, and the others find it`,
    async (trial) => {
      const { store, make } = trial;
      const master = await openMaster(trial);
      const { lookup } = make.result(master.id);
      const attempts = Array.from({ length: racers }, () =>
        store.transact((unit) =>
          attempt(unit, [lookup], async () => {
            // Whoever does not wait hears that this name is taken, or keeps a second result.
            const partner = make.partner([master], { name: 'Somebody', reference: 'one' });
            const added = await unit.accounts.addPartner(partner);
            return added.ok ? ok(make.result(master.id, { lookup })) : added;
          }),
        ),
      );
      demandOneMade(await allEnd(trial, attempts));
    },
  ),

  law(`of ${racers} who hold several lookups in any order one keeps a result`, async (trial) => {
    const { store, make } = trial;
    const { id } = await openMaster(trial);
    const lookups = Array.from({ length: 4 }, () => make.result(id).lookup);
    const attempts = Array.from({ length: racers }, (_, racer) => {
      const [first = '', ...others] = lookups;
      const held = inOrder(racer, first, others);
      return store.transact((unit) =>
        attempt(unit, held, async () => ok(make.result(id, { lookup: held[0] ?? first }))),
      );
    });
    demandOneMade(await allEnd(trial, attempts));
  }),

  ...endings.map(({ after, isCommit, end }) =>
    law(`a lookup that is held is free again after ${after}`, async (trial) => {
      const { store, make } = trial;
      const { id } = await openMaster(trial);
      const [kept, other] = [make.result(id), make.result(id)];
      const lookups = [other.lookup, kept.lookup];
      const begun: Promise<KeptResult | undefined>[] = [];
      await whileOpen(
        store,
        async ({ records }) => {
          demand(await records.holdResult([kept.lookup]), 'a lookup that nobody held');
          demand(await records.holdResult([kept.lookup]), 'a lookup that the unit held already');
          stored(await records.addResult(kept, early));
        },
        async () => {
          const waiting = commit(store, async ({ records }) => {
            demand(await records.holdResult(lookups), 'a lookup was held for too long');
            return records.findResult(lookups, early);
          });
          begun.push(waiting);
          demand(!(await settlesInTurns(waiting)), 'two units held one lookup');
        },
        end,
      );
      const left = isCommit ? kept : undefined;
      same(await allEnd(trial, begun), [left], 'what is found after waiting');
    }),
  ),

  law('holding a lookup keeps nothing by itself', async (trial) => {
    const { store, make } = trial;
    const result = make.result((await openMaster(trial)).id);
    await commit(store, ({ records }) => records.holdResult([result.lookup]));
    const find = () => store.read(({ records }) => records.findResult([result.lookup], early));
    same(await find(), undefined, 'what was held and not kept');
    await commit(store, async ({ records }) => stored(await records.addResult(result, early)));
    same(await find(), result, 'what was kept without being held');
  }),
];

/** Before any result lapses that is made. */
const early = new Date(0);

type Attempted = 'made' | 'found';

/** One attempt, as use cases make it: it holds, looks, and only then does what it is about. */
async function attempt<E>(
  { records }: Unit,
  lookups: readonly string[],
  work: () => Promise<Result<KeptResult, E>>,
): Promise<Result<Attempted, E | { readonly taken: 'Result' } | 'held for too long'>> {
  if (!(await records.holdResult(lookups))) return err('held for too long');
  if ((await records.findResult(lookups, early)) !== undefined) return ok('found');
  const made = await work();
  if (!made.ok) return made;
  const kept = await records.addResult(made.value, early);
  return kept.ok ? ok('made') : kept;
}

function demandOneMade(answers: readonly Result<Attempted, unknown>[]): void {
  const refused = answers.filter((answer) => !answer.ok);
  same(show(refused), '[]', 'what racers heard instead of the result');
  const made = answers.filter((answer) => answer.ok && answer.value === 'made').length;
  same(made, 1, 'how many racers made it');
}

/** The others are turned round, and the first is at another place in each. */
function inOrder(racer: number, first: string, others: readonly string[]): readonly string[] {
  const turned = racer % 2 === 0 ? others : others.toReversed();
  return turned.toSpliced(racer % (others.length + 1), 0, first);
}
