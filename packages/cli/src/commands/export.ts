import type { AccountView, Application, Context, Policy } from '@tenantry/domain';
import { accountsBelow } from '../application/accounts-below.ts';
import { asReader } from '../application/as-operator.ts';
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
 * closed, and all beneath that, is left out. It is NDJSON with `--json` and without.
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
    let members = 0;
    for await (const found of accountsBelow(app, named, context)) {
      if (isStopped)
        throw new EndedOtherwise(exitCodes.interrupted, 'stopped: not all is exported');
      if (root === undefined) root = found;
      else if (found.effectiveStatus === 'closed') closed++;
      else {
        const { line, membersLeftOut } = await exported(app, context, policy, found, root);
        out(`${line}\n`);
        members += membersLeftOut;
      }
    }
    if (closed > 0)
      say(
        `tenantry: left out: ${counted(closed, 'account that is', 'accounts that are')} closed\n`,
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
): Promise<Exported> {
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
      return exportedPartner(account, root, partner, policy);
    }
    case 'registered':
      return exportedRegister(
        account,
        root,
        valueOf(await app.registers.find({ account: id }, context)),
      );
    case 'master':
      throw new Error('a master account is beneath another');
  }
}

const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;
