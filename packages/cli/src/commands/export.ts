import type {
  AccountId,
  AccountView,
  Application,
  Context,
  MembershipNumber,
  MemberView,
  Policy,
} from '@tenantry/domain';
import { accountsBelow } from '../application/accounts-below.ts';
import { asReader } from '../application/as-operator.ts';
import { everyPage } from '../application/every-page.ts';
import { accountNamed } from '../application/named-account.ts';
import { EndedOtherwise, exitCodes, valueOf } from '../ending/exit.ts';
import {
  type Exported,
  exportedCustomer,
  exportedPartner,
  exportedRegister,
} from '../export/exported.ts';
import type { Flags, Json } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

/**
 * Prints all beneath an account, parents first, as rows that `import` makes anew elsewhere. What is
 * closed, or can be nobody's, is left out with all beneath it. It is NDJSON with `--json` and without.
 */
export const exportAccounts = async (
  account: string | undefined,
  _: Json,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asReader(flags, surroundings, async (app, context) => {
    const { out, say, operator } = surroundings;
    let isStopped = false;
    surroundings.onStop(() => {
      isStopped = true;
    });
    const policy = valueOf(await app.policy.show({}, { caller: app.as.operator(operator) }));
    const named = await accountNamed(app, account, context);
    let root: AccountView | undefined;
    let closed = 0;
    let unowned = 0;
    let members = 0;
    const without = new Set<AccountId>();
    for await (const found of accountsBelow(app, named, context)) {
      if (isStopped)
        throw new EndedOtherwise(exitCodes.interrupted, 'stopped: not all is exported');
      if (root === undefined) root = found;
      else if (found.effectiveStatus === 'closed') closed++;
      else {
        const row = found.ancestors.some((id) => without.has(id))
          ? undefined
          : await exported(app, context, policy, found, root);
        if (row === undefined) {
          unowned++;
          without.add(found.id);
        } else {
          out(`${row.line}\n`);
          members += row.membersLeftOut;
        }
      }
    }
    if (closed > 0)
      say(
        `tenantry: left out: ${counted(closed, 'account that is', 'accounts that are')} closed\n`,
      );
    if (unowned > 0)
      say(
        `tenantry: left out: ${counted(unowned, 'account that nobody is left to manage, or beneath one', 'accounts that nobody is left to manage, or beneath one')}\n`,
      );
    if (members > 0)
      say(
        `tenantry: left out: ${counted(members, 'member who is', 'members who are')} not invited anew\n`,
      );
  });

async function exported(
  app: Application,
  context: Context,
  policy: Policy,
  account: AccountView,
  { id: root }: AccountView,
): Promise<Exported | undefined> {
  const { id } = account;
  switch (account.kind) {
    case 'customer':
      return exportedCustomer(
        account,
        root,
        valueOf(await app.customers.find({ customer: id }, context)),
      );
    case 'partner': {
      const partner = valueOf(await app.partners.find({ partner: id }, context));
      return exportedPartner(account, root, partner, await membersOf(app, context, id), policy);
    }
    case 'registered':
      return exportedRegister(
        account,
        root,
        valueOf(await app.registers.find({ account: id }, context)),
        await membersOf(app, context, id),
        policy,
      );
    case 'master':
      throw new Error('a master account is beneath another');
  }
}

async function membersOf(
  app: Application,
  context: Context,
  account: AccountId,
): Promise<readonly MemberView[]> {
  const members: MemberView[] = [];
  const pages = everyPage<MemberView, MembershipNumber>((page) =>
    app.members.list({ account, ...page }, context),
  );
  for await (const member of pages) members.push(member);
  return members;
}

const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;
