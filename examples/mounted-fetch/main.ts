import { serve } from 'srvx';
import { http, key } from './accounts.ts';

const fetch = (request: Request): Promise<Response> | Response =>
  http.claims(request) ? http.fetch(request) : new Response('The host itself\n');

const port = Number(process.env['PORT'] ?? 3000);
const server = serve({ fetch, hostname: '127.0.0.1', port, silent: true });
await server.ready();
console.log('Fetch', server.node?.server?.address(), key);
