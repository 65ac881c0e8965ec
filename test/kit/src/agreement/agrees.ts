import type { Persistence } from '@tenantry/domain';
import type { OpenStore } from '../contract/law.ts';
import { type Stage, type TaleOptions, tellGenerated } from '../tale/generated-tale.ts';
import { programOf } from '../tale/program.ts';
import type { World } from '../tale/world.ts';
import { both } from './both.ts';

/**
 * Tells the same generated tales to applications over two kinds of stores, and throws where one is
 * answered otherwise than the other, or there is something else in the end. Each store is a new and
 * empty one, and is closed afterwards. Numbers, ids and hashes are compared by the order in which
 * they come: what they are is each store's own matter.
 *
 * Throws the shortest tale that was found to tell the two apart, as a program that can be run, and the
 * options that have it told again.
 */
export const agrees = (
  one: OpenStore,
  other: OpenStore,
  options: TaleOptions = {},
): Promise<void> =>
  tellGenerated(
    options,
    () => stageOfBoth(one, other),
    'two stores do not agree',
    (lines) => programOf('tellBoth', ['one', 'other'], lines),
  );

/**
 * Tells a tale to applications over two empty stores, and throws where they are not answered alike.
 * This is what a failure of `agrees` prints.
 */
export const tellBoth = async (
  one: Persistence,
  other: Persistence,
  tale: (world: World) => Promise<void>,
): Promise<void> => {
  const { tell, end } = await both(one, other);
  await tell(tale);
  await end();
};

const stageOfBoth = async (...opening: readonly [OpenStore, OpenStore]): Promise<Stage> => {
  const opened: Persistence[] = [];
  const close = async (): Promise<void> => {
    for (const store of opened) await store.close();
  };
  try {
    for (const open of opening) opened.push(await open());
    const [one, other] = opened;
    if (one === undefined || other === undefined) throw new TypeError('two stores are compared');
    const { tell, end } = await both(one, other);
    return { perform: (line) => tell((world) => line.perform(world)), end, close };
  } catch (fault) {
    await close();
    throw fault;
  }
};
