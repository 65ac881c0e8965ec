import { ContainerModule } from 'inversify';
import { provide } from '../provide.ts';
import { openStore } from '../stores.ts';
import { tokens } from '../tokens.ts';

export const persistenceModule = new ContainerModule(({ bind }) => {
  provide(bind, tokens.persistence, [tokens.config], ({ database, migrate = 'check' }) =>
    openStore(database, migrate),
  ).onDeactivation((persistence) => persistence.close());
});
