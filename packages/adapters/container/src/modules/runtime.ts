import { argon2Hasher, randomIds, secretsOf, systemClock } from '@tenantry/runtime';
import { ContainerModule } from 'inversify';
import { secretsIn } from '../production.ts';
import { provide } from '../provide.ts';
import { tokens } from '../tokens.ts';

/** The ports for which this machine itself is the adapter. */
export const runtimeModule = new ContainerModule(({ bind }) => {
  provide(bind, tokens.clock, [], () => systemClock);
  provide(bind, tokens.ids, [], randomIds);
  provide(bind, tokens.secrets, [tokens.config], (config) => secretsOf(secretsIn(config)));
  provide(bind, tokens.hasher, [tokens.config], ({ hashConcurrency: concurrency }) =>
    argon2Hasher(concurrency === undefined ? {} : { concurrency }),
  );
});
