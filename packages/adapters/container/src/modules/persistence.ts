import { ContainerModule } from 'inversify';
import { openStore } from '../open-store.ts';
import { demandsDurable } from '../production.ts';
import { provide } from '../provide.ts';
import { tokens } from '../tokens.ts';

export const persistenceModule = new ContainerModule(({ bind }) => {
  provide(bind, tokens.persistence, [tokens.config], ({ migrate = 'check', ...config }) =>
    openStore({ ...config, migrate, demandDurable: demandsDurable(config) }),
  ).onDeactivation((persistence) => persistence.close());
});
