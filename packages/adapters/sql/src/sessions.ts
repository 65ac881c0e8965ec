import {
  type AccessReads,
  type AccessWrites,
  branded,
  type Session,
  type Tries,
} from '@tenantry/domain';
import { type Connection, fail } from './connection.ts';
import { someOver } from './forgotten.ts';
import { instant, type Row } from './rows.ts';
import type { SessionStatements } from './session-statements.ts';

export type SessionReads = Pick<AccessReads, 'findSession' | 'findTries'>;
export type SessionWrites = Pick<
  AccessWrites,
  'addSession' | 'advanceSession' | 'endSession' | 'addTry' | 'removeTry' | 'forgetTries'
>;

/** Sessions, and the tries that are counted before one begins. */
export const sessionReads = (
  connection: Connection,
  statements: SessionStatements,
): SessionReads => ({
  findSession: async (id) => {
    const [row] = await connection.run(statements.session({ id }));
    return row && sessionOf(row);
  },

  findTries: async (lookup, now) => {
    const [row] = await connection.run(statements.tries({ lookup, now: instant(now) }));
    return row && triesOf(row);
  },
});

export const sessionWrites = (
  connection: Connection,
  statements: SessionStatements,
): SessionWrites => ({
  addSession: async (session, now) => {
    await connection.run(statements.forgetSessionsOver(someOver(now)));
    await connection.run(statements.addSession(sessionRow(session)));
  },

  advanceSession: async ({ id, serial, until }) => {
    const values = { id, before: serial - 1, serial, until: instant(until) };
    return (await connection.run(statements.advanceSession(values))).length > 0;
  },

  endSession: async (id) => {
    await connection.run(statements.endSession({ id }));
  },

  addTry: async (lookup, until, now) => {
    await connection.run(statements.forgetTriesOver(someOver(now)));
    const [row] = await connection.run(
      statements.addTry({ lookup, until: instant(until), now: instant(now) }),
    );
    return row === undefined ? fail(connection, 'a try could not be counted') : triesOf(row);
  },

  removeTry: async (lookup, until) => {
    const values = { lookup, until: instant(until) };
    const [left] = await connection.run(statements.removeTry(values));
    // A window in which nothing counts is none: the next try opens another.
    if (left?.count === 0) await connection.run(statements.forgetNoTries({ lookup }));
  },

  forgetTries: async (lookup) => {
    await connection.run(statements.forgetTries({ lookup }));
  },
});

const sessionRow = (session: Session): Row<'session'> => ({
  id: session.id,
  membership_id: session.membershipId,
  serial: session.serial,
  until: instant(session.until),
});

const sessionOf = (row: Row<'session'>): Session => ({
  id: row.id,
  membershipId: branded(row.membership_id),
  serial: row.serial,
  until: new Date(row.until),
});

const triesOf = ({ count, until }: Pick<Row<'tries'>, 'count' | 'until'>): Tries => ({
  count,
  until: new Date(until),
});
