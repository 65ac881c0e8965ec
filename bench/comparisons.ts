import type { Comparison } from './row.ts';
import { betterAuth } from './rows/better-auth.ts';
import { creates } from './rows/creates.ts';
import { fairness } from './rows/fairness.ts';
import { hashing } from './rows/hashing.ts';
import { importing } from './rows/import.ts';
import { model } from './rows/model.ts';
import { postgresCreates } from './rows/postgres-creates.ts';
import { relay } from './rows/relay.ts';
import { scale, scaleOnPostgres } from './rows/scale.ts';
import { slowSyncs } from './rows/slow-sync.ts';
import { start } from './rows/start.ts';
import { suspendPostgres, suspendSqlite } from './rows/suspend.ts';

/** All that is measured, by the name of its file, in this order. */
export const comparisons: Readonly<Record<string, Comparison>> = {
  creates,
  'slow-sync': slowSyncs,
  'postgres-creates': postgresCreates,
  hashing,
  scale,
  'scale-postgres': scaleOnPostgres,
  fairness,
  'suspend-sqlite': suspendSqlite,
  'suspend-postgres': suspendPostgres,
  import: importing,
  relay,
  model,
  start,
  'better-auth': betterAuth,
};
