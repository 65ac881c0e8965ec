import type { Application, Clock, Ids, Mailer, Secrets, Telemetry } from '@tenantry/domain';
import type { BoundedHasher } from '@tenantry/runtime';
import type { ApplicationConfig } from './application-config.ts';
import { token } from './provide.ts';
import type { Store } from './stores.ts';

/** Everything that the container of one application holds. */
export const tokens = {
  config: token<ApplicationConfig>('config'),
  telemetry: token<Telemetry | undefined>('telemetry'),
  persistence: token<Store>('persistence'),
  mailer: token<Mailer>('mailer'),
  hasher: token<BoundedHasher>('hasher'),
  clock: token<Clock>('clock'),
  ids: token<Ids>('ids'),
  secrets: token<Secrets>('secrets'),
  application: token<Application>('application'),
} as const;
