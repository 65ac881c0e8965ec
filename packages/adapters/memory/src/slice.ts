import type { Slice, Sliced } from '@tenantry/domain';

/** A part of a whole list; only what is in it is made into what is shown. */
export const sliced = <Listed, Shown>(
  all: readonly Listed[],
  { skip, limit }: Slice,
  show: (listed: Listed) => Shown,
): Sliced<Shown> => ({ total: all.length, items: all.slice(skip, skip + limit).map(show) });
