import type {
  AccountStatus,
  AccountView,
  ChangeStatusInput,
  NewEvent,
  RetryableContext,
} from '@tenantry/domain';
import { lastOf, ok, userIdOf } from '@tenantry/domain';
import { attempted, held } from './attempted.ts';
import { asking, type Expected } from './expected.ts';
import type { Model } from './model.ts';
import { forget, membersOf, putMember, revoked } from './people.ts';
import { statusOf, viewOf } from './tree.ts';

type Changing = (
  model: Model,
  input: ChangeStatusInput,
  context: RetryableContext,
) => Expected<AccountView>;

const changing =
  (use: string, status: AccountStatus, happened: NewEvent['kind']): Changing =>
  (model, { account: target }, context) => {
    const { caller } = context;
    return asking(context, 'manage', ok(target), () =>
      attempted(model, context, {
        use,
        asked: {},
        target,
        hold: held(model, caller, target, { kind: 'AccountNotFound' }),
        decide: (lineage) => {
          const before = lastOf(lineage);
          if (before.id === caller.accountId) return { kind: 'NotPermitted', needed: 'manage' };
          const isSo = before.status === status;
          const isOver = statusOf(model, before) === 'closed';
          if (isOver && !(isSo && status === 'closed')) return { kind: 'AccountClosed' };
          const version = before.version + 1;
          const account = isSo ? before : { ...before, status, version, updatedAt: model.now };
          return {
            happened: isSo ? undefined : happened,
            value: () => viewOf(model, account),
            keep: () => {
              const node = model.nodes.find((other) => other.account.id === before.id);
              if (node !== undefined) node.account = account;
              if (status === 'closed' && !isSo) endAll(model, before.id);
            },
          };
        },
        kept: (answer) => ({ answer }),
      }),
    );
  };

/** What `accounts.suspend`, `accounts.reactivate` and `accounts.close` have to answer. */
export const suspending = changing('accounts.suspend', 'suspended', 'AccountSuspended');
export const reactivating = changing('accounts.reactivate', 'active', 'AccountReactivated');
export const closing = changing('accounts.close', 'closed', 'AccountClosed');

/** Closing is final: every membership beneath is over, and people with no other are forgotten. */
function endAll(model: Model, top: AccountView['id']): void {
  const beneath = model.nodes.filter(
    ({ account }) => account.id === top || account.ancestors.includes(top),
  );
  const members = beneath.flatMap(({ account }) => membersOf(model, account.id));
  for (const member of members) putMember(model, revoked(member));
  for (const member of members) forget(model, userIdOf(member));
}
