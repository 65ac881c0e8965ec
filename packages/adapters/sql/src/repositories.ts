import type { Unit, View } from '@tenantry/domain';
import { DummyDriver, Kysely } from 'kysely';
import { accessReads, accessWrites } from './access.ts';
import { accessStatements } from './access-statements.ts';
import { accountStatements } from './account-statements.ts';
import { accountReads, accountWrites } from './accounts.ts';
import type { Connection } from './connection.ts';
import { deliveries, deliveryStatements } from './deliveries.ts';
import type { Flavour } from './flavour.ts';
import type { MigrationOptions } from './migrations.ts';
import { partnerStatements } from './partner-statements.ts';
import { partnerWriteStatements } from './partner-write-statements.ts';
import { partnerReads, partnerWrites } from './partners.ts';
import { prefixing } from './prefix.ts';
import { recordReads, recordStatements, recordWrites } from './records.ts';
import { registerStatements } from './register-statements.ts';
import { registerReads, registerWrites } from './registers.ts';
import type { Schema } from './schema.ts';
import { sessionStatements } from './session-statements.ts';
import { sessionReads, sessionWrites } from './sessions.ts';

export interface Repositories {
  unit(connection: Connection): Unit;
  view(connection: Connection): View;
}

/** The four repositories over one database's SQL; texts are compiled once and shared by all. */
export const repositories = (
  { dialect, ...flavour }: Flavour,
  { prefix, schema }: Pick<MigrationOptions, 'prefix' | 'schema'>,
): Repositories => {
  const db = new Kysely<Schema>({
    dialect: {
      createAdapter: () => dialect.createAdapter(),
      createIntrospector: (any) => dialect.createIntrospector(any),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      // Queries are compiled here and run elsewhere.
      createDriver: () => new DummyDriver(),
    },
    plugins: [prefixing(prefix, schema)],
  });
  const sideBySide = flavour.sideBySide?.(db);
  const passesOver = sideBySide !== undefined;
  const statements = {
    ...accountStatements(db),
    ...partnerStatements(db),
    ...partnerWriteStatements(db),
    ...registerStatements(db),
    ...accessStatements(db),
    ...sessionStatements(db, passesOver),
  };
  const outbox = deliveryStatements(db, passesOver);
  const records = recordStatements(db, sideBySide);

  const view = (connection: Connection): View => ({
    accounts: {
      ...accountReads(connection, statements),
      ...partnerReads(connection, statements),
      ...registerReads(connection, statements),
    },
    access: { ...accessReads(connection, statements), ...sessionReads(connection, statements) },
    records: recordReads(connection, records),
  });

  return {
    view,
    unit: (connection) => {
      const reads = view(connection);
      return {
        accounts: {
          ...reads.accounts,
          ...accountWrites(connection, statements, sideBySide),
          ...partnerWrites(connection, statements),
          ...registerWrites(connection, statements),
        },
        access: {
          ...reads.access,
          ...accessWrites(connection, statements),
          ...sessionWrites(connection, statements),
        },
        deliveries: deliveries(connection, outbox),
        records: { ...reads.records, ...recordWrites(connection, records, sideBySide) },
      };
    },
  };
};
