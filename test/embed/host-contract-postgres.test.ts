import { bindLaws } from '@tenantry/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { emptySchemas } from '../postgres/empty-schemas.ts';
import { throughHost, unitContract } from './host-contract.ts';
import { byHand } from './host-postgres-databases.ts';

const opened = async () => {
  const schemas = await emptySchemas();
  return { schemas, pool: new pg.Pool({ connectionString: schemas.url, max: 25 }) };
};
let here: Awaited<ReturnType<typeof opened>>;

beforeAll(async () => {
  here = await opened();
});

afterAll(async () => {
  await here.pool.end();
  await here.schemas.close();
});

bindLaws(
  { describe, it },
  'postgres, each unit in a transaction of a host',
  unitContract(async () =>
    throughHost(await here.schemas.open(), (work) =>
      byHand(here.pool).inTransaction(({ tx }) => work(tx)),
    ),
  ),
);
