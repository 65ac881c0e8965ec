import { memoryPersistence } from '@tenantry/memory';
import { modelled, taleCommands } from '@tenantry/testing';
import fc from 'fast-check';

export type World = Awaited<ReturnType<typeof modelled>>;

/** Commands that are told one after another, from an empty store on. */
export type Tale = readonly fc.AsyncCommand<object, World>[];

const length = 20;

/** Of 20 commands each, and the same ones every time: what fast-check makes, without what it makes of it. */
export const tales = (count: number): readonly Tale[] => {
  const commands: fc.AsyncCommand<object, World>[] = [];
  for (let seed = 1; commands.length < count * length; seed++)
    for (const tale of fc.sample(taleCommands(length), { numRuns: count, seed }))
      commands.push(...tale);
  return Array.from({ length: count }, (_, at) => commands.slice(at * length, (at + 1) * length));
};

/** Over memory, beside the model; `seenAs` may look at what is called. */
export const told = async (tale: Tale, seenAs: (world: World) => World = (world) => world) => {
  const store = memoryPersistence();
  const world = await modelled(store);
  const real = seenAs(world);
  await fc.asyncModelRun(() => ({ model: world.model, real }), tale);
  await world.end();
  await store.close();
};
