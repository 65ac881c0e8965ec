import { type UnitState, unitState } from '@tenantry/sql';
import type { Database } from 'better-sqlite3';
import { isUnavailable, undoesAll, whileBusy } from './busy.ts';
import { type Transactions, transactions } from './statements.ts';

/** One submitted unit: run in its turn, answered once its group is on disk. */
export interface Job {
  /** Runs the work; true when it asks to be kept. Throws as the work throws. */
  readonly run: (state: UnitState) => Promise<boolean>;
  readonly answer: () => void;
  readonly fail: (error: unknown) => void;
  readonly unavailable: () => void;
}

/**
 * What became of one unit inside a group: it stands, and is answered with the commit; it was refused;
 * or it met what may have undone all that ran in the group before it.
 */
type Ending = 'stands' | 'refused' | 'undid all';

/**
 * Pages of the log with which a commit writes them back into the file. Of many it takes long, where the
 * file is large and each of them has another place: a unit that has a commit to itself does not wait for
 * that. Units that share one share the syncs of that too, of which there are the fewer the more pages.
 */
const writtenBackAt = { alone: 250, together: 4000 } as const;

/**
 * Runs units strictly one after another in one transaction, each in a savepoint, and answers each once
 * all are committed. That goes for refusals too: what one met may be a neighbour's row, which stands or
 * falls with the commit. A unit that fails takes nothing of its neighbours along; a commit that fails is
 * the end of all.
 *
 * Statements answer at once, and a unit waits for nothing else: from BEGIN to COMMIT the event loop does
 * not turn, and no timer, socket or `setImmediate` comes in between. A unit that breaks its word keeps
 * all others waiting, in other processes too.
 *
 * `next` hands out the units; answers those that must run again, alone: where the disk is full or fails,
 * or memory is short, nothing more runs in the group, and its other units are none the worse.
 */
export const groups = (database: Database) => {
  // Each savepoint keeps the pages that its unit changes as they were: beyond 64 KiB in a file otherwise.
  database.pragma('temp_store = MEMORY');
  const say = transactions(database);
  let pages: number | undefined;

  const writeBackAt = (wanted: number): void => {
    if (wanted !== pages) database.pragma(`wal_autocheckpoint = ${wanted}`);
    pages = wanted;
  };

  return async (next: () => Job | undefined): Promise<readonly Job[]> => {
    const standing: Job[] = [];
    try {
      await whileBusy(say.beginImmediate);
    } catch (fault) {
      for (let job = next(); job !== undefined; job = next()) refuse(job, fault);
      return [];
    }
    for (let job = next(); job !== undefined; job = next()) {
      const ending = await one(database, say, job);
      if (ending === 'undid all') {
        abandon(database, say);
        return standing;
      }
      if (ending === 'stands') standing.push(job);
    }
    try {
      writeBackAt(standing.length > 1 ? writtenBackAt.together : writtenBackAt.alone);
      say.commit();
    } catch (fault) {
      abandon(database, say);
      for (const job of standing) refuse(job, fault);
      return [];
    }
    for (const job of standing) job.answer();
    return [];
  };
};

async function one(database: Database, say: Transactions, job: Job): Promise<Ending> {
  const state = unitState();
  try {
    say.savepoint();
    const isKept = await job.run(state);
    state.end();
    if (isKept) {
      state.demandUnspent();
      say.release();
      return 'stands';
    }
  } catch (fault) {
    state.end();
    refuse(job, fault);
    return undo(database, say, state.fault() ?? fault) ? 'refused' : 'undid all';
  }
  if (undo(database, say, state.fault())) return 'stands';
  // It undid the group by itself; run again, it would do so again.
  job.answer();
  return 'undid all';
}

/** False where the whole transaction is to be given up. */
function undo(database: Database, say: Transactions, fault: unknown): boolean {
  if (undoesAll(fault) || !database.inTransaction) return false;
  try {
    say.undo();
    say.release();
    return true;
  } catch {
    return false;
  }
}

function abandon(database: Database, say: Transactions): void {
  try {
    if (database.inTransaction) say.rollback();
  } catch {
    // The next BEGIN meets the same trouble, and tells it.
  }
}

function refuse(job: Job, fault: unknown): void {
  if (isUnavailable(fault)) job.unavailable();
  else job.fail(fault);
}
