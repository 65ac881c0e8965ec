import type { Slice, Sliced } from '@tenantry/domain';
import { same } from './expect.ts';

/** A counted list holds everything once and in its order, however it is cut. */
export const demandSlices = async <T>(
  read: (slice: Slice) => Promise<Sliced<T>>,
  all: readonly T[],
  what: string,
): Promise<void> => {
  const total = all.length;
  const cuts = [
    [0, 1000],
    [0, 1],
    [1, 2],
    [total - 1, 2],
    [total + 2, 1],
  ] as const;
  for (const [skip, limit] of cuts)
    if (skip >= 0)
      same(
        await read({ skip, limit }),
        { total, items: all.slice(skip, skip + limit) },
        `${what}: ${limit} after the first ${skip}`,
      );
};
