import { type Groups, groups } from './groups.ts';
import { type Table, table } from './table.ts';

/** What counts until a time, and at that time no more. */
export interface Lasting {
  readonly until: Date;
}

/**
 * Rows that count until a time, by key. Besides, they are in the order in which they end: whoever
 * forgets looks at none that goes on but the first. Layered as tables are.
 */
export interface Windows<Row extends Lasting> {
  readonly rows: Table<string, Row>;
  /** One group: the time at which a row ends, then its key. */
  readonly endings: Groups<'all', string>;
  get(key: string): Row | undefined;
  set(key: string, row: Row): void;
  delete(key: string): void;
  /**
   * Deletes rows that are over, those that ended first before others, a hundred at most where no
   * limit is said, and tells which.
   */
  forget(now: Date, limit?: number): readonly Row[];
  commit(): void;
  /** As of a table. */
  pin(): void;
  unpin(): void;
}

export const isOver = ({ until }: Lasting, now: Date): boolean => until <= now;

export const windows = <Row extends Lasting>(below?: Windows<Row>): Windows<Row> => {
  const rows = table(below?.rows);
  const endings = groups(below?.endings);

  const remove = (key: string): void => {
    const row = rows.get(key);
    if (row === undefined) return;
    endings.remove('all', endingOf(key, row));
    rows.delete(key);
  };

  return {
    rows,
    endings,
    get: rows.get,
    set: (key, row) => {
      remove(key);
      rows.set(key, row);
      endings.add('all', endingOf(key, row));
    },
    delete: remove,
    forget: (now, limit = mostForgotten) => {
      const forgotten: Row[] = [];
      for (const ending of endings.first('all', limit)) {
        const key = ending.slice(ending.indexOf(' ') + 1);
        const row = rows.get(key);
        if (row === undefined || !isOver(row, now)) break;
        remove(key);
        forgotten.push(row);
      }
      return forgotten;
    },
    commit: () => {
      rows.commit();
      endings.commit();
    },
    pin: () => {
      rows.pin();
      endings.pin();
    },
    unpin: () => {
      rows.unpin();
      endings.unpin();
    },
  };
};

/** Whoever comes after a thousand others must not clear up after all of them. */
const mostForgotten = 100;

/** Sorts by time: ISO texts follow one another as instants do. */
const endingOf = (key: string, { until }: Lasting): string => `${until.toISOString()} ${key}`;
