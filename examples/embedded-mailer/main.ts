import { openApplication, type SendMail } from '@tenantry/container';
import { post } from './host.ts';

const config = { publicUrl: 'http://localhost', secret: 'put 32 bytes here that nobody guesses' };
const mailer: SendMail = ({ to, subject, text }) => post(to.address, subject, text);
const { app, deliverMail } = await openApplication({ ...config, database: 'memory:', mailer });
const operator = { caller: app.as.operator('me') };
const master = await app.initialise({ name: 'My Platform', email: 'me@example.com' }, operator);
if (!master.ok) throw new Error(master.error.kind);
const caller = app.as.account(master.value.account.id);
const users = [{ name: 'Jane Doe', email: 'jane.doe@example.com' }];
const customer = await app.customers.create({ name: 'First Customer', users }, { caller });
console.log(customer.ok ? customer.value.account.name : customer.error, await deliverMail());
