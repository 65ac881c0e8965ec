import { expect, it } from 'vitest';
import { migrationSql } from './migration-sql.ts';
import { schemaSteps } from './schema-steps.ts';

it.each(['sqlite:any.db', 'postgres://tenantry@localhost/any'])(
  'names the steps that %s is made by',
  async (url) => {
    const headed = [...(await migrationSql(url)).matchAll(/^-- (\d{4}-\S+)$/gm)];
    expect(await schemaSteps()).toEqual(headed.map(([, name]) => name));
  },
);
