import type {
  Application,
  Clock,
  Figures,
  Ids,
  Mailer,
  PasswordHasher,
  Secrets,
  Telemetry,
} from '@tenantry/domain';
import type { ApplicationConfig } from './application-config.ts';
import { token } from './provide.ts';
import type { Store } from './store.ts';

/** A hasher of a host's may not know how it stands. */
export interface Hasher extends PasswordHasher {
  figures?(): NonNullable<Figures['hashing']>;
}

/** Everything that the container of one application holds. */
export const tokens = {
  config: token<ApplicationConfig>('config'),
  telemetry: token<Telemetry | undefined>('telemetry'),
  persistence: token<Store>('persistence'),
  mailer: token<Mailer>('mailer'),
  hasher: token<Hasher>('hasher'),
  clock: token<Clock>('clock'),
  ids: token<Ids>('ids'),
  secrets: token<Secrets>('secrets'),
  application: token<Application>('application'),
} as const;
