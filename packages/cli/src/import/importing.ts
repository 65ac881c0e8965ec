import { setTimeout as wait } from 'node:timers/promises';
import type { Application, Context, Policy, RetryableContext } from '@tenantry/domain';
import { EndedOtherwise, exitCodes, valueOf } from '../ending/exit.ts';
import type { ByteSource } from '../terminal/byte-source.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { type Counts, countsText, noCounts, sumOf } from './counts.ts';
import { type FoundRow, Unusable } from './found-row.ts';
import { inOrder } from './in-order.ts';
import type { RowKind } from './kinds.ts';
import { type Outcome, rowMaker } from './make-row.ts';
import { plans } from './plan.ts';
import { printer } from './printer.ts';
import { durationText, progressOf, rateOf } from './progress.ts';
import { rowJson, rowText } from './report.ts';
import { type Row, rowReader } from './row.ts';
import { rowKeys } from './row-key.ts';

export interface Import {
  readonly app: Application;
  /** With `dryRun` nothing is written. */
  readonly context: RetryableContext;
  /** What the rules of the installation are asked with. */
  readonly operator: Context;
  readonly source: ByteSource;
  /** The rows of the source; throws `Unusable` where there are none to be read. */
  readonly rows: AsyncIterable<FoundRow>;
  /** What rows are that say nothing of it. */
  readonly kind: RowKind | undefined;
  /** Rows that are under way at once. */
  readonly most: number;
  readonly isJson: boolean;
}

/**
 * Makes the rows and tells of each, in their order. Where not all is well that ends it otherwise:
 * with 9 where some were refused, 7 where all were or nothing could be read, 8 where it could not go on
 * just now, 130 where it was asked to stop.
 */
export const importing = async (
  surroundings: Surroundings,
  { app, context, operator, source, rows, kind, most, isJson }: Import,
): Promise<void> => {
  const counts = noCounts();
  const progress = progressOf(surroundings, source.size);
  const print = printer((text) => {
    progress.clear();
    surroundings.outAtWork(text);
  });
  const stopped = new AbortController();
  let isHalted = false;
  surroundings.onStop(() => {
    stopped.abort();
    source.close();
  });
  const isOver = () => stopped.signal.aborted || isHalted;
  const pause = (seconds: number): Promise<boolean> =>
    wait(seconds * 1000, true, { signal: stopped.signal }).catch(() => false);
  const tell = (row: Row, outcome: Outcome): void => {
    if (outcome.status === 'unknown') {
      isHalted = true;
      return;
    }
    counts[outcome.status]++;
    print.line(isJson ? rowJson(row, outcome) : rowText(row, outcome));
    progress.at({ rows: sumOf(counts), bytes: row.end });
  };

  let policy: Promise<Policy> | undefined;
  const deepest = async (): Promise<number> => {
    policy ??= app.policy.show({}, operator).then(valueOf);
    return (await policy).depth;
  };
  const make = rowMaker({ app, context, plan: plans(), deepest, pause });
  const read = rowReader(rowKeys(), kind);
  let fault: Unusable | undefined;
  try {
    await inOrder(understood(rows, read), { most, work: make, tell, isOver });
  } catch (thrown) {
    if (!(thrown instanceof Unusable)) throw thrown;
    fault = thrown;
  } finally {
    await print.end();
    progress.clear();
  }
  if (fault !== undefined)
    throw new EndedOtherwise(exitCodes.invalid, `nothing is read: ${fault.message}`);
  const summary = `${countsText(counts)} in ${durationText(progress.seconds())} (${rateOf(sumOf(counts), progress.seconds())}/s)`;
  const goOn = 'run the same command again: it goes on where it stopped, and makes nothing twice';
  if (stopped.signal.aborted)
    throw new EndedOtherwise(exitCodes.interrupted, `${summary}; then it was stopped: ${goOn}`);
  if (isHalted)
    throw new EndedOtherwise(
      exitCodes.busy,
      `${summary}; then the database could not be reached, or not be waited for: ${goOn}`,
    );
  const code = codeOf(counts);
  if (code !== exitCodes.ok) throw new EndedOtherwise(code, summary);
  surroundings.say(`tenantry: ${summary}\n`);
};

function codeOf(counts: Counts) {
  if (counts.refused === 0) return exitCodes.ok;
  return counts.refused === sumOf(counts) ? exitCodes.invalid : exitCodes.partly;
}

async function* understood(
  found: AsyncIterable<FoundRow>,
  read: (found: FoundRow) => Row,
): AsyncGenerator<Row> {
  for await (const row of found) yield read(row);
}
