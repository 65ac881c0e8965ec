import type { PgClient, PgPool } from '@tenantry/postgres';
import type { BetterSqlite3, KyselyTransaction, HostKysely as OwnKysely } from '@tenantry/sqlite';
import type {
  HostClient,
  HostDatabase,
  HostHandle,
  HostKysely,
  HostPool,
  OpenTransaction,
} from './host-database.ts';

// By what nothing else has; the packages of the stores look closer.

export const isPool = (database: HostDatabase): database is HostPool & PgPool =>
  has(database, 'connect') && 'totalCount' in database;

export const isOnFile = (
  database: HostDatabase,
): database is (HostHandle & BetterSqlite3) | (HostKysely & OwnKysely) =>
  isHandle(database) || isKysely(database);

export const isKysely = (
  open: HostDatabase | OpenTransaction,
): open is HostKysely & OwnKysely & KyselyTransaction => has(open, 'withoutPlugins');

export const isHandle = (
  open: HostDatabase | OpenTransaction,
): open is HostHandle & BetterSqlite3 => has(open, 'pragma');

export const isClient = (open: OpenTransaction): open is HostClient & PgClient =>
  has(open, 'getTransactionStatus');

const has = (value: object, method: string): boolean =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, method) === 'function';
