import type { AccountId, AccountKind, AccountView, Application, Context } from '@tenantry/domain';
import { everyPage } from './every-page.ts';

export interface Below {
  readonly account?: string;
  readonly kind?: AccountKind;
}

/** An account and all beneath it, parents first, however many there are. */
export const accountsBelow = (
  app: Application,
  below: Below,
  context: Context,
): AsyncGenerator<AccountView> =>
  everyPage<AccountView, AccountId>((page) => app.accounts.subtree({ ...below, ...page }, context));
