import { bindLaws, persistenceContract } from '@tenantry/testing';
import { afterAll, describe, it } from 'vitest';
import { emptySchemas } from '../postgres/empty-schemas.ts';

let schemas: ReturnType<typeof emptySchemas> | undefined;

bindLaws(
  { describe, it },
  'postgres',
  persistenceContract(async () => (await (schemas ??= emptySchemas())).open()),
);

afterAll(async () => (await schemas)?.close());
