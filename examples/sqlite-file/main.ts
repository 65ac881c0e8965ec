import { openApplication } from '@tenantry/container';

const { app, deliverMail, close } = await openApplication({
  database: 'sqlite:./accounts.db',
  migrate: 'auto',
  mail: 'directory:./mail',
  publicUrl: 'http://localhost:3000',
  secret: 'put 32 bytes here that nobody guesses',
});
const caller = app.as.operator('example');
const master = await app.initialise({ name: 'My Platform', email: 'me@example.com' }, { caller });
if (!master.ok) throw new Error(master.error.kind);
const customer = await app.customers.create(
  { name: 'First Customer', users: [{ name: 'Jane Doe', email: 'jane.doe@example.com' }] },
  { caller: app.as.account(master.value.account.id) },
);
console.log(customer.ok ? customer.value.account : customer.error, await deliverMail());
await close();
