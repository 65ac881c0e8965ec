import { setImmediate as others } from 'node:timers/promises';
import type { Persistence } from '@tenantry/domain';
import { expectOk } from '../protocols/installation.ts';
import { applicationOn, type Filled } from './filled.ts';

/** Writes to a store that was filled, whatever changes several rows at once, for as long as `work` takes. */
export const writtenBeside = async <T>(
  store: Persistence,
  { ids: { master } }: Filled,
  work: () => Promise<T>,
): Promise<T> => {
  const app = applicationOn(inTurns(store), async () => ({ kind: 'sent' }));
  const context = { caller: app.as.account(master) };
  let over = false;
  let written = 0;

  const write = async (name: string): Promise<void> => {
    for (; !over; written++) {
      const key = `${name}-${written}`;
      const users = ['a', 'b'].map((user) => ({ name: user, email: `${user}@example.com` }));
      expectOk(
        await app.customers.create({ name: key, users }, { ...context, idempotencyKey: key }),
      );
      const contact = {
        userName: key,
        firstName: 'Con',
        lastName: 'Tact',
        email: 'before@example.com',
        phone: '+390612345',
        sendWelcomeEmail: true,
      };
      const made = expectOk(await app.partners.create({ name: key, contact }, context));
      const moved = { partner: made.account.id, contact: { email: 'after@example.com' } };
      expectOk(await app.partners.update(moved, { ...context, idempotencyKey: `${key}-moved` }));
      expectOk(await app.passwords.requestReset({ email: `${name}@example.com` }, {}));
      await app.deliverMail();
      expectOk(await app.accounts.close({ account: made.account.id }, context));
    }
  };

  const writing = Promise.all(['one', 'another'].map(write));
  const [result] = await Promise.allSettled([work()]);
  over = true;
  await writing;
  if (written < 4) throw new Error(`no more than ${written} were written beside it`);
  if (result.status === 'rejected') throw new Error('the work failed', { cause: result.reason });
  return result.value;
};

/** As if each unit came from elsewhere: what follows in one go would let nobody else in its process on. */
const inTurns = (store: Persistence): Persistence => ({
  ...store,
  transact: async (work) => {
    await others();
    return store.transact(work);
  },
});
