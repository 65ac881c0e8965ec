import { asTold, isMissingStatement, isOutdatedPlan, NotSent } from './faults.ts';
import { answerWait } from './limits.ts';
import type { Names } from './names.ts';
import type { PgPoolClient, PgResult } from './options.ts';
import { types } from './values.ts';

/** One connection, for as long as somebody has it. */
export interface Session {
  /** It is ours alone: limits stay where they were set, and what was prepared is there the next time. */
  readonly isOurs?: boolean;
  /** Sends a statement; rejects with what the server says, or with `Unreachable`. */
  send(text: string, values?: readonly unknown[], wait?: number): Promise<PgResult>;
  /** Gives it back, or ends it where nobody knows what state it is in. */
  release(state: 'usable' | 'unknown'): void;
}

/** Statements are prepared on one that is ours alone, under these names. */
export const sessionOn = (client: PgPoolClient, names?: Names): Session => {
  let isLost = false;
  // Whoever waits for an answer hears of it there; without a listener it would end the process.
  const lose = (): void => {
    isLost = true;
  };
  client.on('error', lose);
  let last: Promise<unknown> = Promise.resolve();

  const sent = async (
    text: string,
    values: readonly unknown[] = [],
    wait = answerWait,
  ): Promise<PgResult> => {
    if (isLost) throw new NotSent('the connection to the database was lost');
    const name = names?.of(text);
    try {
      return await client.query({
        text,
        ...(name === undefined ? {} : { name }),
        ...(values.length === 0 ? {} : { values: [...values] }),
        types,
        query_timeout: wait,
      });
    } catch (fault) {
      if (names !== undefined && name !== undefined) outdate(names, name, fault);
      throw asTold(fault);
    }
  };

  return {
    isOurs: names !== undefined,
    send: (...query) => {
      // A driver that does not send ahead is not made to queue.
      const answer = client.pipeline === true ? sent(...query) : last.then(() => sent(...query));
      last = answer.catch(() => undefined);
      return answer;
    },
    release: (state) => {
      // One that is ended may still be told why: then nobody else listens.
      if (state === 'usable') client.removeListener('error', lose);
      client.release(state === 'unknown');
    },
  };
};

/** What cannot be run under its name is not, the next time. */
function outdate(names: Names, name: string, fault: unknown): void {
  if (isOutdatedPlan(fault)) names.renew(name);
  if (isMissingStatement(fault)) names.stop();
}
