import { z } from 'zod';
import type { Context } from '../access/caller.ts';
import { type Invalid, invalid } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { ReferenceNamed } from '../values/external-reference.ts';
import { AccountId } from '../values/ids.ts';
import { issuesOf } from '../values/issues.ts';
import { present } from '../values/present.ts';
import { accountKinds, accountStatuses } from './account.ts';
import { type AccountNamed, type CannotFind, partOfReach } from './in-reach.ts';
import { type Paged, paged, pageOf } from './page.ts';
import { type AccountView, type Page, withEffectiveStatus } from './view.ts';

/** Which accounts are looked for: all that is said must fit. */
export const accountFilterSchema = z
  .strictObject({
    /** Customers that have this external reference. */
    reference: ReferenceNamed.exactOptional(),
    kind: z.enum(accountKinds).exactOptional(),
    /** Their own status, whatever is above them. */
    status: z.enum(accountStatuses).exactOptional(),
  })
  .readonly();

/** `account`: where to look, the account and all beneath it; without one in all of the reach. */
export interface SearchAccountsInput
  extends AccountNamed,
    Paged<string>,
    z.input<typeof accountFilterSchema> {}

/** The accounts that fit, by id, which is the order in which they came to be. Needs `read`. */
export const searchAccounts =
  (ports: Ports) =>
  async (
    { account, after, limit: asked, ...given }: SearchAccountsInput,
    context: Context,
  ): Promise<Result<Page<AccountView, AccountId>, CannotFind | Invalid>> => {
    const filter = accountFilterSchema.safeParse(present(given), { reportInput: true });
    if (!filter.success) return err(invalid(issuesOf(filter.error)));
    const page = {
      ...(after === undefined ? {} : { after }),
      ...(asked === undefined ? {} : { limit: asked }),
    };
    const where = account === undefined ? {} : { account };
    return paged(page, AccountId, (request, limit) =>
      partOfReach(ports, where, context, async ({ accounts }, reach) => {
        const found = await accounts.search(reach, { ...request, ...filter.data });
        return ok(pageOf(await withEffectiveStatus(accounts, found), limit, ({ id }) => id));
      }),
    );
  };
