import { AccountNumber } from '@tenantry/domain';
import { forAll, fullTree, trees } from './cases.ts';
import { same } from './expect.ts';
import { grow, idsOf, isVisible, type Node, reachesOf } from './forest.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { holds, type Question, questions } from './reach-questions.ts';
import { untilServed } from './served.ts';
import { commit } from './unit.ts';

/** That another tenant's account and one that does not exist give the same answer. */
export const reachLaws = (law: StateLaw): readonly Law[] => [
  ...questions.map((question) =>
    law(`${question.method} answers within the reach alone`, async (trial) => {
      const { store } = trial;
      await inForests(trial, (nodes) =>
        store.read(({ accounts }) => askAll(trial, accounts, question, nodes)),
      );
      const nodes = await grow(trial, oneOfEachKind);
      await commit(store, ({ accounts }) => askAll(trial, accounts, question, nodes));
    }),
  ),

  ...holds.map((question) =>
    law(`${question.method} answers within the reach alone`, (trial) =>
      inForests(trial, (nodes) =>
        commit(trial.store, ({ accounts }) => askAll(trial, accounts, question, nodes)),
      ),
    ),
  ),

  law('masters are for the whole installation alone', (trial) =>
    inForests(trial, (nodes) =>
      trial.store.read(async ({ accounts }) => {
        for (const reach of reachesOf(nodes, trial.make.accountId()))
          if (reach !== 'installation')
            same(await accounts.masters(reach), [], `masters, below ${reach.below}`);
      }),
    ),
  ),

  law('events are those of accounts within the reach', (trial) =>
    inForests(trial, async (nodes) => {
      await untilServed(
        trial.store,
        nodes.map(({ event }) => event.id),
      );
      await trial.store.read(async ({ records }) => {
        for (const reach of reachesOf(nodes, trial.make.accountId())) {
          if (reach === 'installation') continue;
          const expected = nodes.filter((node) => isVisible(reach, node));
          const ids = expected.map(({ event }) => event.id);
          // A page is filled with what is seen: cut first, it would hold too little.
          for (const limit of [1, 2, 1000]) {
            const found = idsOf(await records.events(reach, { limit }));
            same(found, ids.slice(0, limit), `${limit} events, below ${reach.below}`);
          }
        }
      });
    }),
  ),
];

const inForests = (trial: Trial, holds: (nodes: readonly Node[]) => Promise<void>): Promise<void> =>
  forAll(trees, async (tree) => holds(await grow(trial, tree)), { runs: 2, examples: [fullTree] });

/** Fewer than in the other: a unit's reads are a view's. */
const oneOfEachKind = [undefined, undefined, 0, 0, 0];

async function askAll<Accounts>(
  { make }: Trial,
  accounts: Accounts,
  { method, ask, seen, unseen }: Question<Accounts>,
  nodes: readonly Node[],
): Promise<void> {
  const { id, address, name } = make.master();
  const absent = { id, address, name, number: AccountNumber.parse(2_147_483_647) };
  for (const reach of reachesOf(nodes, make.accountId())) {
    const below = reach === 'installation' ? reach : `below ${reach.below}`;
    for (const node of nodes) {
      const answers = await ask(accounts, reach, node.account);
      const expected = isVisible(reach, node) ? seen(node, nodes) : unseen;
      for (const answer of answers)
        same(answer, expected, `${method}, ${below}, of ${node.account.id}`);
    }
    for (const answer of await ask(accounts, reach, absent))
      same(answer, unseen, `${method}, ${below}, of an account that does not exist`);
  }
}
