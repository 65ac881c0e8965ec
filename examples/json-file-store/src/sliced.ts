import type { Slice, Sliced } from '@tenantry/domain';

/** A part of a list, and how much the whole of it is. */
export const sliced = <T>(all: readonly T[], { skip, limit }: Slice): Sliced<T> => ({
  total: all.length,
  items: all.slice(skip, skip + limit),
});
