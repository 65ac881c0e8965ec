import type { Extent } from './row.ts';

/**
 * Measures two things in turns, once each before anything counts: a machine that grows slow or busy in the
 * meantime is so for both. Who comes first changes with each round.
 */
export const alternating = async <Ours, Theirs>(
  { rounds }: Extent,
  ours: () => Promise<Ours>,
  theirs: () => Promise<Theirs>,
): Promise<{ readonly ours: readonly Ours[]; readonly theirs: readonly Theirs[] }> => {
  await theirs();
  await ours();
  const of: { ours: Ours[]; theirs: Theirs[] } = { ours: [], theirs: [] };
  const sides = [
    async () => of.ours.push(await ours()),
    async () => of.theirs.push(await theirs()),
  ];
  for (let round = 0; round < rounds; round++) {
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) await side();
  }
  return of;
};
