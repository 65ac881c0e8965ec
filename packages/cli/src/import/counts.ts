/** How many rows came to what. */
export interface Counts {
  made: number;
  exists: number;
  planned: number;
  refused: number;
}

export const noCounts = (): Counts => ({ made: 0, exists: 0, planned: 0, refused: 0 });

export const sumOf = ({ made, exists, planned, refused }: Counts): number =>
  made + exists + planned + refused;

/** `3 rows: 2 made, 1 refused`: what there is none of is left out. */
export const countsText = (counts: Counts): string => {
  const sum = sumOf(counts);
  const rows = sum === 1 ? '1 row' : `${sum} rows`;
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  return parts.length === 0
    ? 'no rows'
    : `${rows}: ${parts.map(([status, count]) => `${count} ${words.get(status) ?? status}`).join(', ')}`;
};

const words: ReadonlyMap<string, string> = new Map([['exists', 'there already']]);
