import { openApplication } from '@tenantry/container';
import { hostTransaction } from '@tenantry/sqlite';
import Database from 'better-sqlite3';

// The host's own file and table; ours come to stand beside it.
const db = new Database('./host.db');
db.exec("CREATE TABLE subscription (account TEXT, plan TEXT CHECK (plan IN ('basic')))");

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
  hostTransaction(db, async (tx) => {
    const users = [{ name: 'Jane Doe', email: 'jane.doe@example.com' }];
    const customer = await app.customers.create({ name, users }, { caller, tx });
    if (!customer.ok) throw new Error(customer.error.kind);
    const { id } = customer.value.account;
    db.prepare('INSERT INTO subscription VALUES (?, ?)').run(id, plan);
  });

await subscribe('First Customer', 'basic');
await subscribe('Second Customer', 'no such plan').catch((fault: Error) =>
  console.error(fault.message),
);

const customers = await app.accounts.children({ account }, operator);
console.log(customers.ok ? customers.value.items.map(({ name }) => name) : customers.error);
console.log(db.prepare('SELECT plan FROM subscription').all(), await deliverMail());
await close();
db.close();
