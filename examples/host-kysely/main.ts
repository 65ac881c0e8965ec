import { openApplication } from '@tenantry/container';
import { fromKysely } from '@tenantry/sqlite';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';

interface Tables {
  subscription: { account: string; plan: string };
}

// The host's own file and table; ours come to stand beside it.
const database = new Database('./host.db');
database.exec("CREATE TABLE subscription (account TEXT, plan TEXT CHECK (plan IN ('basic')))");
const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });

const { app, deliverMail, close } = await openApplication({
  database: 'sqlite:./host.db',
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
  db.transaction().execute(async (trx) => {
    const users = [{ name: 'Jane Doe', email: 'jane.doe@example.com' }];
    const tx = fromKysely(trx);
    const customer = await app.customers.create({ name, users }, { caller, tx });
    if (!customer.ok) throw new Error(customer.error.kind);
    const { id } = customer.value.account;
    await trx.insertInto('subscription').values({ account: id, plan }).execute();
  });

await subscribe('First Customer', 'basic');
await subscribe('Second Customer', 'no such plan').catch((fault: Error) =>
  console.error(fault.message),
);

const customers = await app.accounts.children({ account }, operator);
console.log(customers.ok ? customers.value.items.map(({ name }) => name) : customers.error);
console.log(await db.selectFrom('subscription').select('plan').execute(), await deliverMail());
await close();
await db.destroy();
