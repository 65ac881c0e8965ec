/** What counts until a time, and at that time no more. */
interface Lasting {
  readonly until: Date;
}

export const isOver = ({ until }: Lasting, now: Date): boolean => until <= now;

/** Nobody who comes after a thousand others has to clear up after all of them. */
const mostForgotten = 100;

export const withoutSomeOver = <Row extends Lasting>(
  rows: readonly Row[],
  now: Date,
  limit = mostForgotten,
): Row[] => {
  const forgotten = new Set(rows.filter((row) => isOver(row, now)).slice(0, limit));
  return rows.filter((row) => !forgotten.has(row));
};
