import type { Account, Context } from '@tenantry/domain';
import { expectOk } from '../../protocols/installation.ts';
import type { World } from './world.ts';

/** All that there is, in the tree of every master account, as one text. */
export const everythingIn = async ({
  app,
  operator,
  master,
  unrelated,
}: World): Promise<string> => {
  const found: unknown[] = [];
  for (const { id } of [master, unrelated]) {
    const subtree = { account: id, limit: 200 };
    for (const account of expectOk(await app.accounts.subtree(subtree, operator)).items)
      found.push(account, ...(await detailsOf({ app }, account, operator)));
    let after = 0;
    for (;;) {
      const { items, next } = expectOk(
        await app.events.list({ account: id, limit: 200, after }, operator),
      );
      found.push(items);
      if (next === undefined) break;
      after = next;
    }
  }
  return JSON.stringify(found);
};

async function detailsOf(
  { app }: Pick<World, 'app'>,
  { id, kind }: Account,
  context: Context,
): Promise<readonly unknown[]> {
  const members = expectOk(await app.members.list({ account: id, limit: 200 }, context));
  const keys = expectOk(await app.keys.list({ account: id, limit: 200 }, context));
  const own = {
    customer: () => app.customers.find({ customer: id }, context),
    partner: () => app.partners.find({ partner: id }, context),
    registered: () => app.registers.find({ account: id }, context),
    master: async () => undefined,
  }[kind];
  return [members, keys, await own()];
}
