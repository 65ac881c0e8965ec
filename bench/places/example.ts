import type { Application } from '@tenantry/domain';
import type { Example } from './alike.ts';
import { oneOfThem } from './population.ts';

/** Makes one beneath an account, with all that those have that are filled in, a key that was used too. */
export const makeExample = async (
  app: Application,
  master: string,
  parent: string,
): Promise<Example> => {
  const caller = app.as.account(master);
  const made = await app.customers.create(oneOfThem(parent), { caller });
  if (!made.ok) throw new Error(made.error.kind);
  const account = made.value.account.id;
  const issued = await app.keys.create({ account, power: 'read' }, { caller });
  if (!issued.ok) throw new Error(issued.error.kind);
  const key = issued.value.text?.reveal() ?? '';
  const used = await app.keys.authenticate({ key });
  if (!used.ok) throw new Error(used.error.kind);
  return { account };
};
