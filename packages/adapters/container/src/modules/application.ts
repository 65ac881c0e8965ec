import { setTimeout as pause } from 'node:timers/promises';
import { createApplication } from '@tenantry/domain';
import { ContainerModule } from 'inversify';
import { provide } from '../provide.ts';
import { tokens } from '../tokens.ts';

const { application, config, telemetry, mailer, hasher, clock, ids, secrets, persistence } = tokens;

/** A letter that a server is slower with does not keep the others waiting. */
const patience = (): Promise<void> => pause(250, undefined, { ref: false });

export const applicationModule = new ContainerModule(({ bind }) => {
  provide(bind, telemetry, [config], (given) => given.telemetry);
  // What can be refused without opening anything stands before the store.
  provide(
    bind,
    application,
    [config, mailer, secrets, hasher, clock, ids, telemetry, persistence],
    ({ publicUrl }, toMailer, toSecrets, toHasher, toClock, toIds, toTelemetry, toPersistence) =>
      createApplication(
        {
          persistence: toPersistence,
          mailer: toMailer,
          hasher: toHasher,
          clock: toClock,
          ids: toIds,
          secrets: toSecrets,
          ...(toTelemetry === undefined ? {} : { telemetry: toTelemetry }),
        },
        { publicUrl, patience },
      ),
  );
});
