import { type Answering, type Started, started } from '../processes.ts';

export interface BareJob {
  /** Ends after that many milliseconds, or that many customers. */
  readonly until: { readonly milliseconds: number } | { readonly customers: number };
  /** Customers that share a commit; 1 where nothing is said. */
  readonly each?: number;
  /** Whether each has a row for its result too, as where it is made under an idempotency key. */
  readonly keepsResults?: boolean;
}

export interface BareRun {
  readonly perSecond: number;
  /** Milliseconds of processor time for one customer. */
  readonly each: number;
}

export type BareQuestion = { readonly open: string } | BareJob;
export type BareAnswer = BareRun | undefined;

export interface BareSqlite extends AsyncDisposable {
  readonly run: (job: BareJob) => Promise<BareRun>;
}

/**
 * A loop over better-sqlite3 alone in a process of its own: it writes to a file with our schema, which it
 * makes, the rows that a whole customer has, and nothing else: no checks, no ids that are looked up.
 */
export const startBareSqlite = async (
  file: string,
  options: Pick<Started, 'nodeOptions' | 'under'> = {},
): Promise<BareSqlite> => {
  const loop: Answering<BareQuestion, BareAnswer> = started(
    new URL('looping.ts', import.meta.url),
    options,
  );
  try {
    await loop.ask({ open: file });
  } catch (fault) {
    await loop.end();
    throw fault;
  }
  const run = async (job: BareJob) => {
    const answer = await loop.ask(job);
    if (answer === undefined) throw new Error('the bare loop has not said what it did');
    return answer;
  };
  return { run, [Symbol.asyncDispose]: loop.end };
};
