import process from 'node:process';
import { openApplication } from '@tenantry/container';
import type { HostTransaction } from '@tenantry/domain';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { pgTable, text } from 'drizzle-orm/pg-core';
import pg from 'pg';

// The host's own database and table; ours come to stand beside it.
const database = process.env['DATABASE_URL'] ?? 'postgres://localhost/host';
const pool = new pg.Pool({ connectionString: database });
await pool.query("CREATE TABLE subscription (account text, plan text CHECK (plan IN ('basic')))");
const subscription = pgTable('subscription', { account: text(), plan: text() });
const db = drizzle(pool);

type Transaction = Parameters<Parameters<typeof db.transaction>[0]>[0];

/**
 * Drizzle has no placeholders: texts and values go by turns. It does not say when a transaction is
 * over, and half of a use case that still runs then may be kept: await every one.
 */
const fromDrizzle = (trx: Transaction): HostTransaction => ({
  dialect: 'postgres',
  query: async (statement, values) => {
    const parts = statement
      .split(/\$(\d+)/)
      .map((part, at) => (at % 2 === 0 ? sql.raw(part) : sql.param(values[Number(part) - 1])));
    return (await trx.execute(sql.join(parts))).rows;
  },
});

const { app, deliverMail, close } = await openApplication({
  database,
  migrate: 'auto',
  mail: 'directory:./mail',
  publicUrl: 'http://localhost:3000',
  secret: 'put 32 bytes here that nobody guesses',
});
const operator = { caller: app.as.operator('example') };
const master = await app.initialise({ name: 'My Platform', email: 'me@example.com' }, operator);
if (!master.ok) throw new Error(master.error.kind);
const { id: account } = master.value.account;
const caller = app.as.account(account);

const subscribe = (name: string, plan: string) =>
  db.transaction(async (trx) => {
    const users = [{ name: 'Jane Doe', email: 'jane.doe@example.com' }];
    const tx = fromDrizzle(trx);
    const customer = await app.customers.create({ name, users }, { caller, tx });
    if (!customer.ok) throw new Error(customer.error.kind);
    const { id } = customer.value.account;
    await trx.insert(subscription).values({ account: id, plan });
  });

await subscribe('First Customer', 'basic');
await subscribe('Second Customer', 'no such plan').catch((fault: Error) =>
  console.error(fault.message),
);

const customers = await app.accounts.children({ account }, operator);
console.log(customers.ok ? customers.value.items.map(({ name }) => name) : customers.error);
console.log(await db.select().from(subscription), await deliverMail());
await close();
await pool.end();
