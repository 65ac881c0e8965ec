import { openApplication } from '@tenantry/container';
import { createHttp } from '@tenantry/http';
import { middleware } from '@tenantry/http/express';
import express from 'express';

const { app } = await openApplication({
  database: 'memory:',
  mail: 'console:',
  publicUrl: 'http://localhost:3000/accounts',
  secret: 'put 32 bytes here that nobody guesses',
});
const caller = app.as.operator('example');
const master = await app.initialise({ name: 'My Platform', email: 'me@example.com' }, { caller });
if (!master.ok) throw new Error(master.error.kind);
const http = createHttp(app);

const host = express();
host.use('/accounts', middleware(http));
host.use(express.json());
host.get('/', (_, response) => void response.send('The host itself\n'));

const server = host.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () =>
  console.log('Express', server.address(), master.value.key.text?.reveal()),
);
