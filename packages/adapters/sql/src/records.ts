import {
  type AccountId,
  branded,
  err,
  type KeptResult,
  type NewEvent,
  ok,
  type Policy,
  type RecordReads,
  type RecordWrites,
  restorePolicy,
  type StoredEvent,
} from '@tenantry/domain';
import { type Connection, fail } from './connection.ts';
import type { SideBySide } from './flavour.ts';
import type { Over } from './forgotten.ts';
import { resultHold } from './holds.ts';
import { beyond, instant, type Row } from './rows.ts';
import { type Builder, listStatement, statement } from './statement.ts';

/** The one row of the installation. */
const installationId = 1;

export type RecordStatements = ReturnType<typeof recordStatements>;

export const recordStatements = (db: Builder, sideBySide: SideBySide | undefined) => {
  const events = db.selectFrom('event').selectAll('event');
  const settled = sideBySide === undefined ? events : events.where(sideBySide.isSettled);
  const page = (value: (name: 'after' | 'limit') => number) =>
    settled.where('position', '>', value('after')).orderBy('position').limit(value('limit'));

  return {
    installation: statement()(() => db.selectFrom('installation').selectAll()),
    addInstallation: statement<Row<'installation'>>()((value) =>
      db
        .insertInto('installation')
        .values({
          id: value('id'),
          policy: value('policy'),
          secret_check: value('secret_check'),
          created_at: value('created_at'),
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id'),
    ),

    setSecretCheck: statement<{ check: string }>()((value) =>
      db
        .updateTable('installation')
        .set({ secret_check: value('check') })
        .returning('id'),
    ),

    setPolicy: statement<{ policy: string }>()((value) =>
      db
        .updateTable('installation')
        .set({ policy: value('policy') })
        .returning('id'),
    ),

    result: listStatement<{ lookup: string }>()((rows) =>
      db
        .selectFrom('idempotency')
        .selectAll()
        .where(
          'lookup',
          'in',
          // No list is empty; '' is nobody's.
          rows.length === 0 ? [''] : rows.map(({ lookup }) => lookup),
        ),
    ),
    addResult: statement<Row<'idempotency'> & { readonly now: string }>()((value) =>
      db
        .insertInto('idempotency')
        .values({
          lookup: value('lookup'),
          fingerprint: value('fingerprint'),
          account_id: value('account_id'),
          sealed: value('sealed'),
          lapses_at: value('lapses_at'),
        })
        .onConflict((conflict) =>
          conflict
            .column('lookup')
            .doUpdateSet({
              fingerprint: value('fingerprint'),
              account_id: value('account_id'),
              sealed: value('sealed'),
              lapses_at: value('lapses_at'),
            })
            .where('idempotency.lapses_at', '<=', value('now')),
        )
        .returning('lookup'),
    ),

    forgetResults: statement<Over>()((value) =>
      db
        .with('over', (results) =>
          results
            .selectFrom('idempotency')
            .select('lookup')
            .where('lapses_at', '<=', value('now'))
            .orderBy('lapses_at')
            .limit(value('limit'))
            .$if(sideBySide !== undefined, (left) => left.forUpdate().skipLocked()),
        )
        .deleteFrom('idempotency')
        .where('lookup', 'in', (left) => left.selectFrom('over').select('lookup'))
        .returning('lookup'),
    ),

    addEvent: statement<Omit<Row<'event'>, 'position'>>()((value) =>
      db.insertInto('event').values({
        ...(sideBySide === undefined ? {} : { position: sideBySide.nextPosition }),
        id: value('id'),
        kind: value('kind'),
        account_id: value('account_id'),
        subject: value('subject'),
        actor: value('actor'),
        channel: value('channel'),
        user_name: value('user_name'),
        request_id: value('request_id'),
        at: value('at'),
      }),
    ),
    events: statement<{ after: number; limit: number }>()((value) => page(value)),
    eventsBelow: statement<{ after: number; limit: number; below: string }>()((value) =>
      page(value).where('account_id', 'in', (accounts) =>
        accounts
          .selectFrom('account as below')
          .innerJoin('account as top', (join) =>
            join
              .onRef('below.path', '>=', 'top.path')
              .on((on) => on('below.path', '<', on('top.path', '||', on.val(beyond)))),
          )
          .select('below.id')
          .where('top.id', '=', value('below')),
      ),
    ),
  };
};

export const recordReads = (connection: Connection, statements: RecordStatements): RecordReads => ({
  installation: async () => {
    const [row] = await connection.run(statements.installation({}));
    return row === undefined
      ? undefined
      : {
          policy: policyOf(row.policy),
          secretCheck: row.secret_check,
          createdAt: new Date(row.created_at),
        };
  },

  findResult: async (lookups, now) => {
    const rows = await connection.run(statements.result(lookups.map((lookup) => ({ lookup }))));
    const live = new Map(
      rows.filter((row) => row.lapses_at > instant(now)).map((row) => [row.lookup, row]),
    );
    const first = lookups.find((lookup) => live.has(lookup));
    const row = first === undefined ? undefined : live.get(first);
    return row === undefined ? undefined : resultOf(row);
  },

  events: async (reach, { after = 0, limit }) => {
    const rows = await connection.run(
      reach === 'installation'
        ? statements.events({ after, limit })
        : statements.eventsBelow({ after, limit, below: reach.below }),
    );
    return rows.map(eventOf);
  },
});

export const recordWrites = (
  connection: Connection,
  statements: RecordStatements,
  sideBySide: SideBySide | undefined,
): RecordWrites => ({
  addInstallation: async ({ policy, secretCheck, createdAt }) => {
    const added = await connection.run(
      statements.addInstallation({
        id: installationId,
        policy: JSON.stringify(policy),
        secret_check: secretCheck,
        created_at: instant(createdAt),
      }),
    );
    if (added.length > 0) return ok(undefined);
    connection.spend();
    return err({ taken: 'Installation' });
  },

  setSecretCheck: async (check) => {
    const changed = await connection.run(statements.setSecretCheck({ check }));
    if (changed.length === 0) fail(connection, 'there is no installation');
  },

  setPolicy: async (policy) => {
    const changed = await connection.run(statements.setPolicy({ policy: JSON.stringify(policy) }));
    if (changed.length === 0) fail(connection, 'there is no installation');
  },

  holdResult: resultHold(connection, statements, sideBySide),

  addResult: async ({ lookup, fingerprint, accountId, sealed, lapsesAt }, now) => {
    const row = {
      lookup,
      fingerprint,
      account_id: accountId,
      sealed,
      lapses_at: instant(lapsesAt),
    };
    const added = await connection.run(statements.addResult({ ...row, now: instant(now) }));
    if (added.length > 0) return ok(undefined);
    connection.spend();
    return err({ taken: 'Result' });
  },

  forgetResults: async (now, limit) => {
    const over = { now: instant(now), limit };
    return (await connection.run(statements.forgetResults(over))).length;
  },

  addEvent: async (event) => {
    await connection.run(statements.addEvent(eventRow(event)));
  },
});

/**
 * Nearly every unit asks for the policy, and nearly never is it another than before. What is handed out
 * cannot be changed by whoever has it.
 */
const policyOf = (() => {
  let last: { readonly text: string; readonly policy: Policy } | undefined;
  return (text: string): Policy => {
    if (last?.text !== text) last = { text, policy: frozen(restorePolicy(text)) };
    return last.policy;
  };
})();

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
};

const resultOf = (row: Row<'idempotency'>): KeptResult => ({
  lookup: row.lookup,
  fingerprint: row.fingerprint,
  accountId: branded<AccountId>(row.account_id),
  sealed: row.sealed,
  lapsesAt: new Date(row.lapses_at),
});

const eventRow = (event: NewEvent): Omit<Row<'event'>, 'position'> => ({
  id: event.id,
  kind: event.kind,
  account_id: event.accountId,
  subject: event.subject ?? null,
  actor: event.actor,
  channel: event.channel,
  user_name: event.userName ?? null,
  request_id: event.requestId ?? null,
  at: instant(event.at),
});

const eventOf = (row: Row<'event'>): StoredEvent => ({
  position: row.position,
  id: row.id,
  kind: branded<NewEvent['kind']>(row.kind),
  accountId: branded<AccountId>(row.account_id),
  ...(row.subject === null ? {} : { subject: row.subject }),
  actor: row.actor,
  channel: row.channel,
  ...(row.user_name === null ? {} : { userName: row.user_name }),
  ...(row.request_id === null ? {} : { requestId: row.request_id }),
  at: new Date(row.at),
});
