import type { Persistence, Result, Unit } from '@tenantry/domain';

/** Makes units end as a test wants, once it says so; before that they are what they are. */
export const endedUnits = () => {
  let end: (() => Promise<unknown>) | undefined;
  return {
    around: (persistence: Persistence): Persistence => ({
      ...persistence,
      transact: <T, E>(work: (unit: Unit) => Promise<Result<T, E>>) =>
        end === undefined
          ? persistence.transact(work)
          : // A unit's outcome is its work's own type, which a test cannot know here.
            (end() as ReturnType<typeof persistence.transact<T, E>>),
    }),
    endWith: (how: () => Promise<unknown>): void => {
      end = how;
    },
  };
};
