import { openTestApplication } from '@tenantry/container';

const { app, clock, deliverMail, mailbox } = await openTestApplication();
const operator = { caller: app.as.operator('me') };
const master = await app.initialise({ name: 'My Platform', email: 'me@example.com' }, operator);
if (!master.ok) throw new Error(master.error.kind);
const caller = app.as.account(master.value.account.id);
const users = [{ name: 'Jane Doe', email: 'jane.doe@example.com' }];
const customer = await app.customers.create({ name: 'First Customer', users }, { caller });
console.log(customer.ok ? customer.value.account : customer.error);
await deliverMail();
const [mail] = mailbox.kept();
console.log(mail?.subject, mail?.link);
clock.advance(30 * 24 * 60 * 60);
const token = mail?.link.split('/').at(-1) ?? '';
console.log(await app.invitations.look({ token }, {}));
