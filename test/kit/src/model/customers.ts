import {
  type AccountId,
  type CreateCustomerInput,
  type Customer,
  comparable,
  type Failure,
  lastOf,
  openCustomer,
  parseCreateCustomer,
  type RetryableContext,
} from '@tenantry/domain';
import { attempted, held } from './attempted.ts';
import { asking, type Expected } from './expected.ts';
import { hashOf } from './links.ts';
import type { Model } from './model.ts';
import { numberedAccount, numberedMember } from './numbered.ts';
import { cannotOpen, sure } from './opened.ts';
import { oweInvitation } from './owed.ts';
import { parentOf } from './tree.ts';

/** What `customers.create` has to answer. */
export const creatingCustomer = (
  model: Model,
  input: CreateCustomerInput,
  context: RetryableContext,
): Expected<Customer> => {
  const { policy } = model;
  const { caller } = context;
  const parsed = parseCreateCustomer(input, policy, caller.power);
  return asking(context, 'provision', parsed, (command) => {
    const { parent = caller.accountId, ...asked } = command;
    return attempted(model, context, {
      use: 'customers.create',
      asked,
      target: parent,
      hold: held(model, caller, parent, { kind: 'ParentNotFound', path: ['parent'] }),
      decide: (lineage) =>
        cannotOpen(model, lineage, 'customer') ??
        takenReference(model, lastOf(lineage).id, asked.references) ?? {
          happened: 'CustomerOpened',
          value: ({ account, members }) => {
            const { id, address } = account;
            const invitations = members.map(({ id: memberId }, at) => {
              const email = command.users[at]?.email;
              const hash = email && hashOf(model, { id: memberId, generation: 1, email });
              return { id: memberId, hash: hash ?? '' };
            });
            const { uniqueReferenceNames: _, ...opened } = sure(
              openCustomer(command, { id, address, invitations }, lineage, policy, model.now),
            );
            return {
              ...opened,
              account: numberedAccount(model, opened.account, account),
              members: opened.members.map((member, at) =>
                numberedMember(model, member, members[at]),
              ),
            };
          },
          keep: ({ account, members, ...customer }) => {
            model.nodes.push({ account, customer });
            model.members.push(...members);
            for (const member of members) oweInvitation(model, member);
          },
        },
      kept: (answer) => ({ answer }),
      made: ({ account }) => account.id,
    });
  });
};

/** The first of the references that another child of the same parent has already. */
export function takenReference(
  model: Model,
  parent: AccountId | undefined,
  references: Customer['references'],
  self?: AccountId,
): Failure | undefined {
  const keyOf = ({ name, value }: Customer['references'][number]): string =>
    JSON.stringify([comparable(name), comparable(value)]);
  const taken = new Set(
    model.nodes
      .filter(({ account }) => parentOf(account) === parent && account.id !== self)
      .flatMap(({ customer }) => (customer?.references ?? []).map(keyOf)),
  );
  const index = references.findIndex(
    (reference) =>
      model.policy.uniqueReferenceNames.includes(reference.name) && taken.has(keyOf(reference)),
  );
  return index === -1
    ? undefined
    : { kind: 'ReferenceTaken', path: ['references', index, 'value'] };
}
