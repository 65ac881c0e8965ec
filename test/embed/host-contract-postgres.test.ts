import { bindLaws } from '@tenantry/testing';
import { afterAll, describe, it } from 'vitest';
import { emptySchemas } from '../postgres/empty-schemas.ts';
import { contractOf, throughHost } from './host-contract.ts';
import { byHand } from './host-postgres-databases.ts';

let schemas: ReturnType<typeof emptySchemas> | undefined;

bindLaws(
  { describe, it },
  'postgres, each unit in a transaction of a host',
  contractOf(/customer comes back|name spends|rolls back|handed out/, async () => {
    const { open, pool } = await (schemas ??= emptySchemas());
    const { inTransaction } = byHand(pool);
    return throughHost(await open(), (work) => inTransaction(({ tx }) => work(tx)));
  }),
);

afterAll(async () => (await schemas)?.close());
