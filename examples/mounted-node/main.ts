import { createServer } from 'node:http';
import { openApplication } from '@tenantry/container';
import { createHttp } from '@tenantry/http';
import { nodeHandler } from '@tenantry/http/node';

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

const accounts = nodeHandler(http);
const server = createServer((request, response) => {
  if (/^\/accounts([/?]|$)/.test(request.url ?? '')) accounts(request, response);
  else response.end('The host itself\n');
});

server.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () =>
  console.log('node:http', server.address(), master.value.key.text?.reveal()),
);
