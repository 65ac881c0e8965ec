import type { Persistence } from '@tenantry/domain';
import { layered } from '../tale/told-application.ts';
import { begin, type Told, type World, worldOf } from '../tale/world.ts';
import { modelOf } from './begun.ts';
import { checkedApplication } from './checked-application.ts';
import { demandDoors } from './doors.ts';
import type { Model } from './model.ts';
import { demandWhole } from './whole.ts';

/** A world beside a model: each answer of its application is compared with that. */
export interface ModelledWorld extends World {
  readonly model: Model;
  /** What was answered to each use, in order. */
  readonly told: readonly Told[];
  /** Reads all that there is; throws where it is not what the model knows. */
  end(): Promise<void>;
}

/**
 * An application over an empty store, every answer of which is compared with a model: whatever it
 * answers otherwise is thrown, with what differs.
 */
export const modelled = async (store: Persistence): Promise<ModelledWorld> => {
  const beginning = await begin(store);
  const { initialised, member, ports, bare } = beginning;
  const model = modelOf(initialised, member, ports.secrets, ports.clock.now());
  const world = worldOf(beginning, (app) =>
    layered(checkedApplication(app, model, ports), (use, useCase) => async (...given) => {
      const answer = await useCase(...given);
      if (!reads.test(use)) await demandDoors(bare, model, ports, use);
      return answer;
    }),
  );
  return { ...world, model, end: () => demandWhole(world.app, store, model) };
};

/** Uses after which everything opens what it opened before. */
const reads = /\.(?:find|list|children|subtree|search|masters|authenticate)$/;

/**
 * Tells a tale to an application over an empty store, and compares each answer with a model of the
 * application; in the end, all that there is. Throws where the two differ. This is what a failure of
 * `followsModel` prints.
 */
export const tell = async (
  store: Persistence,
  tale: (world: World) => Promise<void>,
): Promise<void> => {
  const world = await modelled(store);
  await tale(world);
  await world.end();
};
