import { type Answering, started } from '../processes.ts';

export interface InsertingPlace {
  /** Of a new database. */
  readonly url: string;
  /** Customers that are written at once, each on a connection of its own. */
  readonly connections: number;
}

export type InsertingQuestion =
  | { readonly open: InsertingPlace }
  | { readonly milliseconds: number };

/** How many customers in a second; nothing where it was opened. */
export type InsertingAnswer = number | undefined;

export interface BarePostgres extends AsyncDisposable {
  /** Answers how many customers it wrote in a second. */
  readonly run: (milliseconds: number) => Promise<number>;
}

/**
 * pg alone in a process of its own: it writes to a database with our schema, which it makes, the rows that
 * a whole customer has, and nothing else: no checks, no locks, no ids that are looked up.
 */
export const startBarePostgres = async (place: InsertingPlace): Promise<BarePostgres> => {
  const inserting: Answering<InsertingQuestion, InsertingAnswer> = started(
    new URL('inserting.ts', import.meta.url),
  );
  try {
    await inserting.ask({ open: place });
  } catch (fault) {
    await inserting.end();
    throw fault;
  }
  const run = async (milliseconds: number) => {
    const perSecond = await inserting.ask({ milliseconds });
    if (perSecond === undefined) throw new Error('bare pg has not said what it did');
    return perSecond;
  };
  return { run, [Symbol.asyncDispose]: inserting.end };
};
