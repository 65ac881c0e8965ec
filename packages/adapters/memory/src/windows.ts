import type { Table } from './table.ts';

/** What counts until a time, and at that time no more. */
export interface Lasting {
  readonly until: Date;
}

export const isOver = ({ until }: Lasting, now: Date): boolean => until <= now;

export const forgetOver = <Key, Row extends Lasting>(rows: Table<Key, Row>, now: Date): void => {
  const over = Array.from(rows.entries()).filter(([, row]) => isOver(row, now));
  for (const [key] of over) rows.delete(key);
};
