import type { Application, Persistence } from '@tenantry/domain';
import { unnumbered } from '../contract/everything-read.ts';
import { same } from '../contract/expect.ts';
import { historyOf } from '../tale/history.ts';
import { begin, type Told, type World, worldOf } from '../tale/world.ts';
import { allIn } from './all-in.ts';
import { normaliser } from './normal.ts';

/** Two worlds in which the same is told. */
export interface Both {
  tell(tale: (world: World) => Promise<unknown>): Promise<void>;
  /** Reads all that there is in both. */
  end(): Promise<void>;
}

/** An application over each of two empty stores; throws where they answer otherwise. */
export const both = async (one: Persistence, other: Persistence): Promise<Both> => {
  const [first, second] = [await sideOf(one), await sideOf(other)];
  return {
    tell: async (tale) => {
      const [found, expected] = [await first.tell(tale), await second.tell(tale)];
      for (const [at, answer] of found.entries())
        same(
          answer,
          expected[at],
          `${answer.use} is answered otherwise (by the second store and the first)`,
        );
      same(found.length, expected.length, 'more is told to one store');
    },
    end: async () => {
      const lines = Math.max(await first.lines(), await second.lines());
      same(
        await first.all(lines),
        await second.all(lines),
        'there is something else in the end (in the second store and the first)',
      );
    },
  };
};

const sideOf = async (store: Persistence) => {
  const beginning = await begin(store);
  const world = worldOf(beginning);
  const { mailer } = beginning.ports;
  const normal = normaliser();
  return {
    tell: async (tale: (world: World) => Promise<unknown>): Promise<readonly Told[]> => {
      const before = world.told.length;
      await tale(world);
      return world.told
        .slice(before)
        .map((told) => ({ use: told.use, answer: normal(comparable(told)) }));
    },
    lines: async (): Promise<number> => (await historyOf(store, 1)).length,
    all: async (lines: number): Promise<unknown> => {
      const { app, operator } = world;
      const command = { account: beginning.initialised.account.id, limit: 200 };
      const tree = await app.accounts.subtree(command, operator());
      return normal({
        ...(await allIn(store, lines)),
        tree: inOrder({ use: 'accounts.subtree', answer: tree }),
        letters: mailer.letters.toSorted(byId),
      });
    },
  };
};

/** A number that a dry run took is given again by some stores, and lost by others. */
const comparable = (told: Told): unknown =>
  told.dryRun === true ? unnumbered(inOrder(told)) : inOrder(told);

/** Which of two branches of a tree comes first is each store's own matter. */
function inOrder({ use, answer }: Told): unknown {
  if (use !== 'accounts.subtree' || !isPage(answer)) return answer;
  return { ...answer, value: { ...answer.value, items: answer.value.items.toSorted(byId) } };
}

type Subtree = Extract<Awaited<ReturnType<Application['accounts']['subtree']>>, { ok: true }>;

const isPage = (answer: unknown): answer is Subtree =>
  typeof answer === 'object' && answer !== null && 'value' in answer;

const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : 1;
