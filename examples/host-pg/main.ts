import process from 'node:process';
import { openApplication } from '@tenantry/container';
import { fromPgClient } from '@tenantry/postgres';
import pg from 'pg';

// The host's own database and table; ours come to stand beside it.
const database = process.env['DATABASE_URL'] ?? 'postgres://localhost/host';
const pool = new pg.Pool({ connectionString: database });
await pool.query("CREATE TABLE subscription (account text, plan text CHECK (plan IN ('basic')))");

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

const subscribe = async (name: string, plan: string) => {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const users = [{ name: 'Jane Doe', email: 'jane.doe@example.com' }];
    const tx = fromPgClient(client);
    const customer = await app.customers.create({ name, users }, { caller, tx });
    if (!customer.ok) throw new Error(customer.error.kind);
    const { id } = customer.value.account;
    await client.query('INSERT INTO subscription VALUES ($1, $2)', [id, plan]);
    await client.query('COMMIT');
  } catch (fault) {
    await client.query('ROLLBACK');
    throw fault;
  } finally {
    client.release();
  }
};

await subscribe('First Customer', 'basic');
await subscribe('Second Customer', 'no such plan').catch((fault: Error) =>
  console.error(fault.message),
);

const customers = await app.accounts.children({ account }, operator);
console.log(customers.ok ? customers.value.items.map(({ name }) => name) : customers.error);
const { rows } = await pool.query('SELECT plan FROM subscription');
console.log(rows, await deliverMail());
await close();
await pool.end();
