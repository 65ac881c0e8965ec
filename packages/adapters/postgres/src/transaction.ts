import { type Connection, type Ready, type UnitState, unitState } from '@tenantry/sql';
import { rowsOf } from './rows.ts';
import type { Session } from './session.ts';

/** A transaction on a session. */
export interface Transaction {
  /** A write that returns no rows is sent, and not waited for; should it fail, the unit has. */
  readonly connection: Connection;
  readonly state: UnitState;
  /** Begins it; otherwise its first statement does, and neither waits for the other. */
  begin(): Promise<unknown>;
  /** Nothing may follow; waits for the answers to what was asked, whether anybody awaits them or not. */
  settle(): Promise<void>;
  /**
   * Ends it: what was sent is carried out before, and nothing may follow. Answers the tag of the
   * server; undefined where it never began.
   */
  end(how: 'COMMIT' | 'ROLLBACK', wait?: number): Promise<string> | undefined;
}

export const transactionOn = (session: Session, begin: string): Transaction => {
  const state = unitState();
  let begun: Promise<unknown> | undefined;
  let isEnded = false;
  const asked = new Set<Promise<unknown>>();

  const beginning = (): Promise<unknown> => {
    if (begun === undefined) {
      begun = session.send(begin);
      begun.catch(state.failed);
    }
    return begun;
  };

  const waitedFor = <T>(answer: Promise<T>): Promise<T> => {
    const heard = answer.finally(() => asked.delete(heard));
    asked.add(heard);
    return heard;
  };

  const ask = async <Row>({ sql, parameters }: Ready<Row>): Promise<readonly Row[]> => {
    state.demandLive();
    const beginsNow = beginning();
    if (!readsAlone(sql)) {
      // Were the beginning to fail, a write that was sent behind it would be kept by itself, as it
      // would be behind the end.
      await beginsNow;
      if (isEnded) state.demandLive();
    }
    const answer = session.send(sql, parameters);
    if (tellsNothing(sql)) {
      // What follows it is sent meanwhile, and the end waits: a fault spends the unit.
      waitedFor(answer).catch(state.failed);
      return [];
    }
    try {
      const { rows } = await answer;
      return rowsOf<Row>(rows);
    } catch (fault) {
      state.failed(fault);
      throw fault;
    }
  };

  return {
    state,
    begin: beginning,
    settle: async () => {
      state.end();
      // What was just sent and is not waited for has come to it meanwhile.
      while (asked.size > 0) await Promise.allSettled(asked);
    },
    connection: {
      run: (statement) => waitedFor(ask(statement)),
      spend: state.spend,
    },
    end: (how, wait) => {
      isEnded = true;
      state.end();
      return begun && session.send(how, [], wait).then(({ command }) => command);
    },
  };
};

/**
 * What a statement begins with tells it; one that picks rows in order to change them says `with`.
 */
const readsAlone = (text: string): boolean => /^\s*(select|with recursive)\b/.test(text);

/** Nobody has to wait for the answer: what it writes is there for all that is sent behind it. */
const tellsNothing = (text: string): boolean =>
  /^\s*(insert|update|delete)\b/.test(text) && !/\breturning\b/.test(text);
