import { openApplication, ports } from '@tenantry/container';
import { container } from './host.ts';

const config = { publicUrl: 'http://localhost', secret: 'put 32 bytes here that nobody guesses' };
container.bind(ports.clock).toConstantValue({ now: () => new Date('2030-01-01T00:00:00Z') });
const { app, close } = await openApplication({ ...config, database: 'memory:', container });
const operator = { caller: app.as.operator('me') };
const master = await app.initialise({ name: 'My Platform', email: 'me@example.com' }, operator);
if (!master.ok) throw new Error(master.error.kind);
const caller = app.as.account(master.value.account.id);
const customer = await app.customers.create({ name: 'First Customer' }, { caller });
console.log(customer.ok ? customer.value.account.name : customer.error);
if (customer.ok) console.log(customer.value.account.createdAt);
await close();
