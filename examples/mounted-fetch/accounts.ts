import { openApplication } from '@tenantry/container';
import { createHttp } from '@tenantry/http';

const { app } = await openApplication({
  database: 'memory:',
  mail: 'console:',
  publicUrl: 'http://localhost:3000/accounts',
  secret: 'put 32 bytes here that nobody guesses',
});
const caller = app.as.operator('example');
const master = await app.initialise({ name: 'My Platform', email: 'me@example.com' }, { caller });
if (!master.ok) throw new Error(master.error.kind);
export const http = createHttp(app);
export const key = master.value.key.text?.reveal();
