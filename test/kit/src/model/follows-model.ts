import type { OpenStore } from '../contract/law.ts';
import { type Stage, type TaleOptions, tellGenerated } from '../tale/generated-tale.ts';
import { programOf } from '../tale/program.ts';
import { modelled } from './tell.ts';

/**
 * Tells generated tales to applications over stores that `open` opens, each a new and empty one that
 * is closed afterwards, and compares every answer with a model of the application; in the end, all
 * that there is.
 *
 * Throws where an answer differs: for the shortest tale that was found, as a program that can be run,
 * and the options that have it told again.
 */
export const followsModel = (open: OpenStore, options: TaleOptions = {}): Promise<void> =>
  tellGenerated(
    options,
    () => modelStage(open),
    'an application over this store does not do what the model says',
    (lines) => programOf('tell', ['store'], lines),
  );

const modelStage = async (open: OpenStore): Promise<Stage> => {
  const store = await open();
  const world = await modelled(store).catch(async (fault: unknown) => {
    await store.close();
    throw fault;
  });
  return {
    perform: async (line) => {
      await line.perform(world);
    },
    end: world.end,
    close: store.close,
  };
};
