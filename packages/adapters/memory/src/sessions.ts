import type { AccessReads, AccessWrites } from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import { existingMembership } from './members.ts';
import type { Tables } from './tables.ts';

export const sessionReads = (tables: Tables): AtOnce<Pick<AccessReads, 'findSession'>> => ({
  findSession: (id) => tables.sessions.get(id),
});

export const sessionWrites = (
  tables: Tables,
): AtOnce<Pick<AccessWrites, 'addSession' | 'advanceSession' | 'endSession'>> => ({
  addSession: (session, now) => {
    const { id, membershipId } = session;
    tables.sessions.forget(now);
    existingMembership(tables, membershipId);
    if (tables.sessions.get(id) !== undefined) throw new Error(`session ${id} is stored`);
    tables.sessions.set(id, session);
  },

  advanceSession: ({ id, serial, until }) => {
    const before = tables.sessions.get(id);
    if (before === undefined || before.serial !== serial - 1) return false;
    tables.sessions.set(id, { ...before, serial, until });
    return true;
  },

  endSession: (id) => tables.sessions.delete(id),
});
