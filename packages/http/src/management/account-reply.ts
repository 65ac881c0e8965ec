import {
  type Account,
  type AccountStatus,
  type AccountView,
  type Application,
  type Caller,
  type Context,
  type Failure,
  ok,
  type Result,
} from '@tenantry/domain';
import { jsonContent } from '../reply.ts';
import type { Reply } from '../route.ts';
import {
  accountShown,
  customerDetails,
  masterDetails,
  objectText,
  partnerDetails,
  registerDetails,
  type Written,
  written,
} from './account-shown.ts';
import { etagOf } from './etag.ts';

/** An account with what its kind has besides. */
export interface Detailed {
  readonly account: Account;
  readonly effectiveStatus: AccountStatus;
  readonly details: Written;
}

/** An account whole, as every operation on one shows it; its version stands in `ETag` too. */
export const accountReply = (
  app: Pick<Application, 'accounts'>,
  caller: Caller,
  { account, effectiveStatus, details }: Detailed,
): Reply => ({
  status: 200,
  headers: { ETag: etagOf(account) },
  content: jsonContent(
    objectText([...written(accountShown(app, account, effectiveStatus, caller)), ...details]),
  ),
});

/** The same account with what its kind has besides, as it is now. */
export const detailed = async (
  app: Application,
  view: AccountView,
  context: Context,
): Promise<Result<Detailed, Failure>> => {
  const found = await detailsOf(app, view, context);
  if (!found.ok) return found;
  const { account, details } = found.value;
  return ok({ account, effectiveStatus: view.effectiveStatus, details });
};

async function detailsOf(
  app: Application,
  view: AccountView,
  context: Context,
): Promise<Result<Omit<Detailed, 'effectiveStatus'>, Failure>> {
  switch (view.kind) {
    case 'customer': {
      const found = await app.customers.find({ customer: view.id }, context);
      return found.ok
        ? ok({ account: found.value.account, details: customerDetails(found.value) })
        : found;
    }
    case 'partner': {
      const found = await app.partners.find({ partner: view.id }, context);
      return found.ok
        ? ok({ account: found.value.account, details: partnerDetails(found.value) })
        : found;
    }
    case 'registered': {
      const found = await app.registers.find({ account: view.id }, context);
      return found.ok
        ? ok({ account: found.value.account, details: registerDetails(found.value) })
        : found;
    }
    case 'master':
      return ok({ account: view, details: masterDetails(view) });
  }
}
