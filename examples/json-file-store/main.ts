import { createApplication } from '@tenantry/domain';
import { consoleMailer } from '@tenantry/email';
import { argon2Hasher, randomIds, secretsOf, systemClock } from '@tenantry/runtime';
import { openJsonFile } from './src/json-file-store.ts';

const persistence = await openJsonFile('./accounts.json');
const app = createApplication(
  {
    persistence,
    mailer: consoleMailer({ write: (text) => console.log(text), from: 'accounts@example.com' }),
    hasher: argon2Hasher(),
    clock: systemClock,
    ids: randomIds(),
    secrets: secretsOf(['put 32 bytes here that nobody guesses']),
  },
  { publicUrl: 'http://localhost:3000' },
);
const caller = app.as.operator('example');
const master = await app.initialise({ name: 'My Platform', email: 'me@example.com' }, { caller });
if (!master.ok) throw new Error(master.error.kind);
const customer = await app.customers.create(
  { name: 'First Customer', users: [{ name: 'Jane Doe', email: 'jane.doe@example.com' }] },
  { caller: app.as.account(master.value.account.id) },
);
console.log(customer.ok ? customer.value.account : customer.error, await app.deliverMail());
await persistence.close();
