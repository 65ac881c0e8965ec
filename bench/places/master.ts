import type { Application } from '@tenantry/domain';
import type { Server } from './server.ts';

/** Makes the first master account of an empty installation; answers what gets in there. */
export const masterOf = async (app: Application): Promise<Server['master']> => {
  const caller = app.as.operator('bench');
  const input = { name: 'Bench', email: 'owner@example.com', password: 'a long enough phrase' };
  const made = await app.initialise(input, { caller });
  if (!made.ok) throw new Error(made.error.kind);
  const { account, key } = made.value;
  const apiKey = key.text?.reveal();
  if (apiKey === undefined) throw new Error('the master account has no key');
  return { id: account.id, apiKey, userName: input.email, password: input.password };
};
