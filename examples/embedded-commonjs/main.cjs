const { openApplication } = require('@tenantry/container');

const config = { publicUrl: 'http://localhost', secret: 'put 32 bytes here that nobody guesses' };

async function main() {
  const { app, close } = await openApplication({ ...config, database: 'memory:' });
  const operator = { caller: app.as.operator('me') };
  const master = await app.initialise({ name: 'My Platform', email: 'me@example.com' }, operator);
  if (!master.ok) throw new Error(master.error.kind);
  const caller = app.as.account(master.value.account.id);
  const customer = await app.customers.create({ name: 'First Customer' }, { caller });
  console.log(customer.ok ? customer.value.account.name : customer.error);
  await close();
}

main().catch(console.error);
