import { serve } from '@hono/node-server';
import { openApplication } from '@tenantry/container';
import { createHttp } from '@tenantry/http';
import { route } from '@tenantry/http/hono';
import { Hono } from 'hono';

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

const host = new Hono();
host.all('/accounts/*', route(http));
host.get('/', (context) => context.text('The host itself\n'));

const port = Number(process.env['PORT'] ?? 3000);
serve({ fetch: host.fetch, hostname: '127.0.0.1', port }, (address) =>
  console.log('Hono', address, master.value.key.text?.reveal()),
);
