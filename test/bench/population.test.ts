import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApplication, verifyStore } from '@tenantry/container';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demandAlike } from '../../bench/places/alike.ts';
import {
  idOf,
  inSqlite,
  mailDue,
  oneOfThem,
  type Parent,
  populating,
} from '../../bench/places/population.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenantry-population-'));
const url = `sqlite:${join(folder, 'filled.db')}`;
const count = 2 * mailDue;

/** A master account, and beneath it one customer with a key, made as by a host. */
async function begin(): Promise<{ readonly parent: Parent; readonly account: string }> {
  const { app, close } = await openApplication({
    database: url,
    migrate: 'auto',
    publicUrl: 'http://localhost:8080',
    secret: 'of no use to anybody outside of it',
  });
  try {
    const master = { name: 'Bench', email: 'owner@example.com', password: 'a long enough phrase' };
    const begun = await app.initialise(master, { caller: app.as.operator('bench') });
    if (!begun.ok) throw new Error(begun.error.kind);
    const { id } = begun.value.account;
    const caller = app.as.account(id);
    const made = await app.customers.create(oneOfThem(id), { caller });
    if (!made.ok) throw new Error(made.error.kind);
    const account = made.value.account.id;
    const issued = await app.keys.create({ account, power: 'read' }, { caller });
    if (!issued.ok) throw new Error(issued.error.kind);
    await app.keys.authenticate({ key: issued.value.text?.reveal() ?? '' });
    return { parent: { id, path: id, depth: 1 }, account };
  } finally {
    await close();
  }
}

describe('what the bench fills an installation with', () => {
  let database: Database.Database;
  let demand: () => Promise<void>;

  beforeAll(async () => {
    const { parent, account } = await begin();
    database = new Database(join(folder, 'filled.db'));
    for (const { sql } of populating(inSqlite, count, parent)) database.exec(sql);
    const ask = async (sql: string) =>
      database.prepare<[], Readonly<Record<string, unknown>>>(sql).all();
    demand = () => demandAlike(inSqlite, parent, { account }, ask);
  });

  afterAll(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });

  it('breaks no invariant', async () => {
    for await (const violation of verifyStore(url)) expect(violation).toBeUndefined();
  });

  it('is as many customers as were asked for', () => {
    const customers = database.prepare('SELECT count(*) FROM tenantry_customer').pluck().get();
    expect(customers).toBe(count + 1);
  });

  it('is like an account that was made by a host', async () => {
    await expect(demand()).resolves.toBeUndefined();
  });

  const filled = `'${idOf('account', mailDue)}'`;
  const member = `'${idOf('membership', mailDue)}'`;
  it.each([
    ['another status', `UPDATE tenantry_account SET status = 'suspended' WHERE id = ${filled}`],
    ['a shorter path', `UPDATE tenantry_account SET path = id WHERE id = ${filled}`],
    ['less in a row', `UPDATE tenantry_membership SET invited_until = NULL WHERE id = ${member}`],
    ['more in a row', `UPDATE tenantry_membership SET user_name = 'jane' WHERE id = ${member}`],
    ['other mail', `UPDATE tenantry_outbox SET fence = 1 WHERE membership_id = ${member}`],
    ['no reference', `DELETE FROM tenantry_external_reference WHERE account_id = ${filled}`],
    [
      'a second reference',
      `INSERT INTO tenantry_external_reference (account_id, position, name, value, type)
        VALUES (${filled}, 1, 'ERP', 'E-1', 'ACCOUNT')`,
    ],
    [
      'rows where none are filled in',
      `INSERT INTO tenantry_tries (lookup, count, until) VALUES ('a', 1, '2025-01-01')`,
    ],
  ])('is told from one that has %s', async (_, change) => {
    database.exec('BEGIN');
    try {
      database.exec(change);
      await expect(demand()).rejects.toThrow(/an account (?:that was filled in|has rows)/);
    } finally {
      database.exec('ROLLBACK');
    }
  });
});
