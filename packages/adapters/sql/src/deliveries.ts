import type { Deliveries, Delivery, DeliveryReads, MembershipId } from '@tenantry/domain';
import type { Connection } from './connection.ts';
import { deliveryOf, deliveryRow, settlementRow, storedDeliveryOf } from './delivery-rows.ts';
import type { DeliveryStatements } from './delivery-statements.ts';
import { idList } from './id-list.ts';
import { instant } from './rows.ts';

export const deliveryReads = (
  connection: Connection,
  statements: DeliveryStatements,
): DeliveryReads => ({
  findDelivery: async (id) => {
    const [row] = await connection.run(statements.delivery({ id }));
    return row && storedDeliveryOf(row);
  },

  listDeliveries: async ({ after = '', limit, state }) => {
    const page = { after, limit };
    const rows = await connection.run(
      state === undefined
        ? statements.deliveries(page)
        : statements.deliveriesIn({ ...page, state }),
    );
    return rows.map(storedDeliveryOf);
  },

  backlog: async () => {
    const [due] = await connection.run(statements.backlog({}));
    const since = due?.since ?? null;
    return { count: Number(due?.count), ...(since === null ? {} : { since: new Date(since) }) };
  },

  newestOf: async (memberships) => {
    const rows =
      memberships.length === 0
        ? []
        : await connection.run(statements.newestOf({ memberships: idList(memberships) }));
    const newest = rows.map(storedDeliveryOf);
    return new Map<MembershipId, (typeof newest)[number]>(
      newest.flatMap((message) =>
        message.kind === 'invitation' ? [[message.membershipId, message]] : [],
      ),
    );
  },
});

export const deliveryWrites = (
  connection: Connection,
  statements: DeliveryStatements,
): Deliveries => ({
  add: async (added) => {
    if (added.length > 0) await connection.run(statements.add(added.map(deliveryRow)));
  },

  claim: async ({ now, until, limit }) => {
    const claim = { now: instant(now), until: instant(until), limit };
    const rows = await connection.run(statements.claim(claim));
    return rows.map(deliveryOf).toSorted(byTries);
  },

  settle: async (settlement) => {
    const settled = await connection.run(statements.settle(settlementRow(settlement)));
    return settled.length > 0;
  },

  retry: async (id, at) =>
    (await connection.run(statements.retry({ id, at: instant(at) }))).length > 0,

  forgetEnded: async (before, { after, limit }) => {
    const due = instant(before);
    const from = {
      afterDue: after === undefined ? '' : instant(after.dueAt),
      afterId: after?.id ?? '',
    };
    const ended = await connection.run(statements.ended({ before: due, ...from, limit }));
    const last = ended.at(-1);
    if (last === undefined) return { forgotten: 0 };
    const messages = idList(ended.filter((row) => row.is_needed === 0).map(({ id }) => id));
    const forgotten = await connection.run(statements.forgetEnded({ messages, before: due }));
    return {
      forgotten: forgotten.length,
      last: { dueAt: new Date(last.next_at), id: last.id },
    };
  },
});

// Rows come back from an UPDATE in any order.
const byTries = (a: Delivery, b: Delivery): number =>
  a.attempts - b.attempts || a.dueAt.getTime() - b.dueAt.getTime() || (a.id < b.id ? -1 : 1);
