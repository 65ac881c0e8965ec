import { asTold, NotSent } from './faults.ts';
import { answerWait } from './limits.ts';
import type { PgPoolClient, PgResult } from './options.ts';
import { types } from './values.ts';

/** One connection, for as long as somebody has it. */
export interface Session {
  /** Sends a statement; rejects with what the server says, or with `Unreachable`. */
  send(text: string, values?: readonly unknown[], wait?: number): Promise<PgResult>;
  /** Gives it back, or ends it where nobody knows what state it is in. */
  release(state: 'usable' | 'unknown'): void;
}

export const sessionOn = (client: PgPoolClient): Session => {
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
    try {
      return await client.query({
        text,
        ...(values.length === 0 ? {} : { values: [...values] }),
        types,
        query_timeout: wait,
      });
    } catch (fault) {
      throw asTold(fault);
    }
  };

  return {
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
