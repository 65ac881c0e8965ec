import type {
  Application,
  Clock,
  Ids,
  Mailer,
  PasswordHasher,
  Persistence,
  Secrets,
  Telemetry,
} from '@tenantry/domain';
import type { ApplicationConfig } from './application-config.ts';
import { token } from './provide.ts';

/** Everything that the container of one application holds. */
export const tokens = {
  config: token<ApplicationConfig>('config'),
  telemetry: token<Telemetry | undefined>('telemetry'),
  persistence: token<Persistence>('persistence'),
  mailer: token<Mailer>('mailer'),
  hasher: token<PasswordHasher>('hasher'),
  clock: token<Clock>('clock'),
  ids: token<Ids>('ids'),
  secrets: token<Secrets>('secrets'),
  application: token<Application>('application'),
} as const;
