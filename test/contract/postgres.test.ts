import { bindLaws, persistenceContract } from '@tenantry/testing';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { createDatabase } from '../postgres/databases.ts';
import { emptySchemas } from '../postgres/empty-schemas.ts';
import { runServer, type Server } from '../postgres/run-server.ts';

/**
 * One of its own: what ends in another database of a server in the moment between the beginning of a
 * read and its question holds back, for that read, events that were served before.
 */
let server: Server;
let schemas: Awaited<ReturnType<typeof emptySchemas>>;

beforeAll(async () => {
  server = await runServer();
  schemas = await emptySchemas(await createDatabase(server.url));
});

bindLaws(
  { describe, it },
  'postgres',
  persistenceContract(() => schemas.open()),
);

afterAll(async () => {
  await schemas.close();
  await server.remove();
});
