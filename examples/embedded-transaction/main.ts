import { openApplication } from '@tenantry/container';
import { db, pool } from './host.ts';

const config = { publicUrl: 'http://localhost', secret: 'put 32 bytes here that nobody guesses' };
const { app, close, txOf } = await openApplication({ ...config, database: pool, migrate: 'auto' });
const operator = { caller: app.as.operator('me') };
const master = await app.initialise({ name: 'My Platform', email: 'me@example.com' }, operator);
if (!master.ok) throw new Error(master.error.kind);
const caller = app.as.account(master.value.account.id);
await db.transaction().execute(async (trx) => {
  const context = { caller, tx: txOf(trx) };
  const customer = await app.customers.create({ name: 'First Customer' }, context);
  if (!customer.ok) throw new Error(customer.error.kind);
  const { id, name } = customer.value.account;
  await trx.insertInto('subscription').values({ account: id, plan: 'basic' }).execute();
  console.log(name);
});
await close();
await db.destroy();
