import type { Persistence } from '@tenantry/domain';
import { afterAll } from 'vitest';
import { emptySchemas } from '../postgres/empty-schemas.ts';

/** Opens PostgreSQL stores with nothing in them, until the test file is over. */
export const freshSchemas = (): (() => Promise<Persistence>) => {
  let schemas: ReturnType<typeof emptySchemas> | undefined;
  afterAll(async () => (await schemas)?.close());
  return async () => (await (schemas ??= emptySchemas())).open();
};
