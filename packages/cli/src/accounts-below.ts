import type { Account, AccountKind, AccountView, Application, Context } from '@tenantry/domain';
import { valueOf } from './exit.ts';

export interface Below {
  readonly account?: string;
  readonly kind?: AccountKind;
}

/** An account and all beneath it, parents first, however many there are. */
export async function* accountsBelow(
  app: Application,
  below: Below,
  context: Context,
): AsyncGenerator<AccountView> {
  let after: Account | undefined;
  do {
    const from = after === undefined ? {} : { after };
    const page = valueOf(await app.accounts.subtree({ ...below, ...from, limit: 200 }, context));
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}
