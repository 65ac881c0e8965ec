import type { Unit, View } from '@tenantry/domain';
import { DummyDriver, Kysely } from 'kysely';
import { accountStatements } from './account-statements.ts';
import { accountReads, accountWrites } from './accounts.ts';
import { keyReads, keyWrites } from './api-keys.ts';
import { clearing } from './clearing.ts';
import type { Connection } from './connection.ts';
import { customerStatements } from './customer-statements.ts';
import { customerReads, customerWrites } from './customers.ts';
import { deliveryReads, deliveryWrites } from './deliveries.ts';
import { deliveryStatements } from './delivery-statements.ts';
import { endingStatements } from './ending-statements.ts';
import { endingWrites } from './endings.ts';
import type { Flavour } from './flavour.ts';
import { keyStatements } from './key-statements.ts';
import { membershipStatements } from './membership-statements.ts';
import { membershipReads, membershipWrites } from './memberships.ts';
import type { MigrationOptions } from './migrations.ts';
import { partnerStatements } from './partner-statements.ts';
import { partnerWriteStatements } from './partner-write-statements.ts';
import { partnerReads, partnerWrites } from './partners.ts';
import { prefixing } from './prefix.ts';
import { recordReads, recordStatements, recordWrites } from './records.ts';
import { registerStatements } from './register-statements.ts';
import { registerReads, registerWrites } from './registers.ts';
import { resetStatements } from './reset-statements.ts';
import { resetReads, resetWrites } from './resets.ts';
import type { Schema } from './schema.ts';
import { accountSearch } from './search.ts';
import { searchStatements } from './search-statements.ts';
import { sessionStatements } from './session-statements.ts';
import { sessionReads, sessionWrites } from './sessions.ts';
import { userStatements } from './user-statements.ts';
import { userReads, userWrites } from './users.ts';

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
  const isSideBySide = sideBySide !== undefined;
  const statements = {
    ...accountStatements(db),
    ...searchStatements(db),
    ...customerStatements(db),
    ...partnerStatements(db),
    ...partnerWriteStatements(db),
    ...registerStatements(db),
    ...userStatements(db),
    ...membershipStatements(db),
    ...endingStatements(db, isSideBySide),
    ...keyStatements(db),
    ...sessionStatements(db, isSideBySide),
    ...resetStatements(db, isSideBySide),
  };
  const outbox = deliveryStatements(db, isSideBySide);
  const records = recordStatements(db, sideBySide);

  const view = (connection: Connection): View => ({
    accounts: {
      ...accountReads(connection, statements),
      ...accountSearch(connection, statements),
      ...customerReads(connection, statements),
      ...partnerReads(connection, statements),
      ...registerReads(connection, statements),
    },
    access: {
      ...userReads(connection, statements),
      ...membershipReads(connection, statements),
      ...keyReads(connection, statements),
      ...sessionReads(connection, statements),
      ...resetReads(connection, statements),
    },
    deliveries: deliveryReads(connection, outbox),
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
          ...customerWrites(connection, statements),
          ...partnerWrites(connection, statements),
          ...registerWrites(connection, statements),
        },
        access: {
          ...reads.access,
          ...userWrites(connection, statements),
          ...membershipWrites(connection, statements),
          ...endingWrites(connection, statements),
          ...keyWrites(connection, statements),
          ...sessionWrites(connection, statements),
          ...resetWrites(connection, statements),
          ...clearing(connection, statements),
        },
        deliveries: { ...reads.deliveries, ...deliveryWrites(connection, outbox) },
        records: { ...reads.records, ...recordWrites(connection, records, sideBySide) },
      };
    },
  };
};
