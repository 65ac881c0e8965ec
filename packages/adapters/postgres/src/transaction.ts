import { type Connection, type Ready, type UnitState, unitState } from '@tenantry/sql';
import { rowsOf } from './rows.ts';
import type { Session } from './session.ts';

/** A transaction on a session. */
export interface Transaction {
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

  const ask = async <Row>({ sql, parameters }: Ready<Row>): Promise<readonly Row[]> => {
    state.demandLive();
    const beginsNow = beginning();
    if (!readsAlone(sql)) {
      // Were the beginning to fail, a write that was sent behind it would be kept by itself, as it
      // would be behind the end.
      await beginsNow;
      if (isEnded) state.demandLive();
    }
    try {
      const { rows } = await session.send(sql, parameters);
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
      await Promise.allSettled(asked);
    },
    connection: {
      run: (statement) => {
        const rows = ask(statement).finally(() => asked.delete(rows));
        asked.add(rows);
        return rows;
      },
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
