import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import type { Http } from '@tenantry/http';
import { middleware } from '@tenantry/http/express';
import { plugin } from '@tenantry/http/fastify';
import { route } from '@tenantry/http/hono';
import { listen, nodeHandler } from '@tenantry/http/node';
import express, { type Express } from 'express';
import express4 from 'express4';
import fastify from 'fastify';
import { Hono } from 'hono';

export interface Running {
  readonly port: number;
  close(): Promise<void>;
}

/** A host with routes of its own: `/before` and `/after` ours, and an answer to what is nowhere. */
export interface Host {
  readonly name: string;
  /** The path of our public URL. */
  readonly prefix: '' | '/accounts';
  /** Whether what a parser loses of a body is lost on the way to us. */
  readonly parses?: true;
  start(http: Http): Promise<Running>;
}

export const nowhere = 'the host has nothing here';

export const ran = async (server: Server | ServerType): Promise<Running> => {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  return {
    port: isBound(address) ? address.port : 0,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

const isBound = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === 'object' && address !== null;

const onExpress = (app: Express, mount: (app: Express) => void): Promise<Running> => {
  app.get('/before', (_, response) => void response.send('before'));
  mount(app);
  app.get('/after', (_, response) => void response.send('after'));
  app.use((_, response) => void response.status(404).send(nowhere));
  return ran(app.listen(0, '127.0.0.1'));
};

const limit = '2mb';
const text = { type: ['text/*', 'application/xml'], limit };

/** Parses whatever it knows, and keeps nothing of it. */
const parsing = (app: Express) =>
  app.use(
    express.json({ limit }),
    express.urlencoded({ extended: true, limit }),
    express.text(text),
  );

/** The same on Express 4. */
const onExpress4 = (http: Http): Promise<Running> => {
  const app = express4();
  app.get('/before', (_, response) => void response.send('before'));
  app.use(express4.json({ limit }), express4.urlencoded({ extended: true, limit }));
  app.use(express4.text(text));
  app.use('/accounts', middleware(http));
  app.get('/after', (_, response) => void response.send('after'));
  app.use((_, response) => void response.status(404).send(nowhere));
  return ran(app.listen(0, '127.0.0.1'));
};

const keeping = (host: Express) => {
  const verify = (request: object, _: unknown, rawBody: Buffer) =>
    Object.assign(request, { rawBody });
  host.use(express.json({ limit: '1mb', verify }), express.urlencoded({ limit: '1mb', verify }));
};

const onFastify = async (http: Http, prefix: string): Promise<Running> => {
  const app = fastify();
  app.get('/before', () => 'before');
  await app.register(plugin(http), { prefix });
  app.get('/after', () => 'after');
  // The host's own parser still parses.
  app.post('/echo', (request) => request.body);
  app.setNotFoundHandler((_, reply) => reply.code(404).send(nowhere));
  await app.listen({ host: '127.0.0.1', port: 0 });
  return { port: app.server.address() === null ? 0 : portOf(app.server), close: () => app.close() };
};

const portOf = (server: Server): number => {
  const address = server.address();
  return isBound(address) ? address.port : 0;
};

const onHono = (mount: (app: Hono) => void): Promise<Running> => {
  const app = new Hono();
  app.get('/before', (context) => context.text('before'));
  mount(app);
  app.get('/after', (context) => context.text('after'));
  app.notFound((context) => context.text(nowhere, 404));
  const { fetch } = app;
  return ran(serve({ fetch, hostname: '127.0.0.1', port: 0, overrideGlobalObjects: false }));
};

const ownAnswers: Readonly<Record<string, string>> = { '/before': 'before', '/after': 'after' };

export const hosts: readonly Host[] = [
  {
    name: 'node:http',
    prefix: '/accounts',
    start: (http) => {
      const accounts = nodeHandler(http);
      const server = createServer((request, response) => {
        if (request.url?.startsWith('/accounts') === true) accounts(request, response);
        else {
          const own = ownAnswers[request.url ?? ''];
          response.writeHead(own === undefined ? 404 : 200).end(own ?? nowhere);
        }
      });
      return ran(server.listen(0, '127.0.0.1'));
    },
  },
  {
    name: 'Express 5',
    prefix: '/accounts',
    start: (http) => onExpress(express(), (app) => app.use('/accounts', middleware(http))),
  },
  {
    name: 'Express 5, at its root',
    prefix: '',
    start: (http) => onExpress(express(), (app) => app.use('/', middleware(http))),
  },
  {
    name: 'Express 5, for the whole path',
    prefix: '/accounts',
    start: (http) => onExpress(express(), (app) => app.use(middleware(http))),
  },
  {
    name: 'Express 5, behind parsers',
    prefix: '/accounts',
    parses: true,
    start: (http) => onExpress(express(), (app) => parsing(app).use('/accounts', middleware(http))),
  },
  {
    name: 'Express 5, behind parsers and kept bytes',
    prefix: '/accounts',
    start: (http) =>
      onExpress(express(), (app) => {
        keeping(app);
        app.use('/accounts', middleware(http));
      }),
  },
  {
    name: 'Express 4, behind parsers',
    prefix: '/accounts',
    parses: true,
    start: onExpress4,
  },
  { name: 'Fastify', prefix: '/accounts', start: (http) => onFastify(http, '/accounts') },
  { name: 'Fastify, at its root', prefix: '', start: (http) => onFastify(http, '') },
  {
    name: 'Hono',
    prefix: '/accounts',
    start: (http) => onHono((app) => app.all('/accounts/*', route(http))),
  },
  {
    name: 'Hono, at its root and after somebody who reads bodies',
    prefix: '',
    start: (http) =>
      onHono((app) => {
        app.use(async ({ req }, next) => {
          // Of a client that has hung up there is none.
          await req.text().catch(() => undefined);
          await next();
        });
        app.use(route(http));
      }),
  },
  {
    name: 'Fetch',
    prefix: '/accounts',
    start: (http) =>
      listen(
        {
          fetch: async (request, from) => {
            if (http.claims(request)) return http.fetch(request, from);
            const own = ownAnswers[new URL(request.url).pathname];
            return new Response(own ?? nowhere, { status: own === undefined ? 404 : 200 });
          },
        },
        { port: 0, timeouts: { drain: 0 } },
      ),
  },
];
