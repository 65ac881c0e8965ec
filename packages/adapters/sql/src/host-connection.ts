import type { Connection } from './connection.ts';
import { hostRows } from './host-rows.ts';
import type { HostQuery } from './host-turns.ts';
import type { Ready } from './statement.ts';

/** The hold that one unit, or one read, has on the connection of a host. */
export interface HostConnection extends Connection {
  isLive(): boolean;
  /** Nothing may follow; what was asked before is waited for, whether anybody awaits it or not. */
  end(): Promise<void>;
  /** Throws after a conflict or a fault, as far as there were any yet. */
  demandUnspent(): void;
}

/** Statements go one after another: not every driver takes a second before it answers the first. */
export const hostConnection = (
  query: HostQuery,
  { seesOneMoment = false }: Pick<Connection, 'seesOneMoment'> = {},
): HostConnection => {
  let live = true;
  let spent: { readonly by: unknown } | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const step = async <Row>({ sql, parameters }: Ready<Row>): Promise<readonly Row[]> => {
    if (spent !== undefined)
      throw new Error('this unit met a conflict or a fault: nothing may follow');
    try {
      return hostRows<Row>(await query(sql, parameters));
    } catch (fault) {
      spent = { by: fault };
      throw fault;
    }
  };

  return {
    seesOneMoment,
    run: (statement) => {
      if (!live)
        return Promise.reject(new Error('this unit is over: a statement came after its end'));
      const rows = last.then(() => step(statement));
      last = rows.catch(() => undefined);
      return rows;
    },
    spend: () => {
      spent = { by: 'conflict' };
    },
    isLive: () => live,
    end: async () => {
      live = false;
      await last;
    },
    demandUnspent: () => {
      if (spent !== undefined)
        throw new Error('a unit that met a conflict or a fault cannot be committed', {
          cause: spent.by,
        });
    },
  };
};
