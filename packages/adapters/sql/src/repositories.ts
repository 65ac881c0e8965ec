import type { Unit, View } from '@tenantry/domain';
import { type Dialect, DummyDriver, Kysely } from 'kysely';
import { accessReads, accessWrites } from './access.ts';
import { accessStatements } from './access-statements.ts';
import { accountStatements } from './account-statements.ts';
import { accountReads, accountWrites } from './accounts.ts';
import type { Connection } from './connection.ts';
import { deliveries, deliveryStatements } from './deliveries.ts';
import { prefixing } from './prefix.ts';
import { recordReads, recordStatements, recordWrites } from './records.ts';
import type { Schema } from './schema.ts';

export interface Repositories {
  unit(connection: Connection): Unit;
  view(connection: Connection): View;
}

/** The four repositories over one dialect's SQL; texts are compiled once and shared by all. */
export const repositories = (dialect: Dialect, prefix: string): Repositories => {
  const db = new Kysely<Schema>({
    dialect: {
      createAdapter: () => dialect.createAdapter(),
      createIntrospector: (any) => dialect.createIntrospector(any),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      // Queries are compiled here and run elsewhere.
      createDriver: () => new DummyDriver(),
    },
    plugins: [prefixing(prefix)],
  });
  const statements = {
    ...accountStatements(db),
    ...accessStatements(db),
  };
  const outbox = deliveryStatements(db);
  const records = recordStatements(db);
  return {
    view: (connection) => ({
      accounts: accountReads(connection, statements),
      access: accessReads(connection, statements),
      records: recordReads(connection, records),
    }),
    unit: (connection) => ({
      accounts: {
        ...accountReads(connection, statements),
        ...accountWrites(connection, statements),
      },
      access: { ...accessReads(connection, statements), ...accessWrites(connection, statements) },
      deliveries: deliveries(connection, outbox),
      records: { ...recordReads(connection, records), ...recordWrites(connection, records) },
    }),
  };
};
