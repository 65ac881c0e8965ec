import { type Connection, type UnitState, unitState } from '@tenantry/sql';
import { rowsOf } from './rows.ts';
import type { Session } from './session.ts';

/** A read of one question on a session of our own, which is of one moment without a transaction. */
export interface Alone {
  readonly connection: Connection;
  readonly state: UnitState;
  /** Nothing may follow; waits for the answer, whether anybody awaits it or not. */
  settle(): Promise<void>;
}

export const aloneOn = (session: Session): Alone => {
  const state = unitState();
  let asked: Promise<unknown> | undefined;
  return {
    state,
    connection: {
      run: async ({ sql, parameters }) => {
        state.demandLive();
        if (asked !== undefined) throw new Error('a read of one question has asked another');
        const answer = session.send(sql, parameters);
        asked = answer;
        answer.catch(state.failed);
        const { rows } = await answer;
        return rowsOf(rows);
      },
      spend: state.spend,
    },
    settle: async () => {
      state.end();
      await Promise.allSettled([asked]);
    },
  };
};
