import { openApplication } from '@tenantry/container';
import { createHttp } from '@tenantry/http';
import { plugin } from '@tenantry/http/fastify';
import fastify from 'fastify';

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

const host = fastify();
await host.register(plugin(http), { prefix: '/accounts' });
host.get('/', () => 'The host itself\n');

await host.listen({ host: '127.0.0.1', port: Number(process.env['PORT'] ?? 3000) });
console.log('Fastify', host.server.address(), master.value.key.text?.reveal());
