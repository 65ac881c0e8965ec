import {
  type Account,
  type AccountId,
  type AccountNamed,
  type AccountView,
  type Context,
  comparable,
  type ListPartnersInput,
  ok,
  type Page,
  type Paged,
} from '@tenantry/domain';
import { demand, same } from '../contract/expect.ts';
import { partnerOf } from './details.ts';
import { asking, type Expected } from './expected.ts';
import type { Model, Node } from './model.ts';
import { partnerView } from './partners.ts';
import { partAsked, partOf, within } from './reads.ts';
import { byId, parentOf, sees, viewOf } from './tree.ts';

/**
 * What `accounts.subtree` has to answer, asked for whole: each account once, parents before their
 * children, the children of one parent by id. Which of two branches comes first is open.
 */
export const listingSubtree = (
  model: Model,
  { account, kind, limit }: AccountNamed & Paged<string> & { readonly kind?: Account['kind'] },
  context: Context,
): Expected<Page<AccountView, AccountId>> => {
  const expected = within(model, { account, limit }, context, ({ account: top }) =>
    model.nodes
      .map((node) => node.account)
      .filter(({ id, ancestors }) => id === top.id || ancestors.includes(top.id))
      .filter((other) => kind === undefined || other.kind === kind)
      .map((other) => viewOf(model, other))
      .toSorted(byId),
  );
  if (!('value' in expected)) return expected;
  return {
    value: (page) => {
      same(page.items.toSorted(byId), expected.value(page), 'a subtree is another');
      demandInOrder(page.items);
      return { items: page.items };
    },
  };
};

function demandInOrder(items: readonly AccountView[]): void {
  const ids = items.map(({ id }) => id);
  for (const [at, item] of items.entries()) {
    const before = items.slice(0, at);
    demand(
      item.ancestors.every((id) => !ids.includes(id) || before.some((other) => other.id === id)),
      `${item.id} comes before an account above it`,
    );
    demand(
      before.every((other) => parentOf(other) !== parentOf(item) || byId(other, item) < 0),
      `${item.id} does not come in the order of the ids of its parent's children`,
    );
  }
}

/** What `accounts.masters` has to answer: none to those who see a part alone. */
export const listingMasters = (model: Model, _: object, context: Context): Expected<unknown> =>
  asking(context, 'read', ok(undefined), () => ({
    value: () =>
      context.caller.accountId === undefined
        ? model.nodes
            .filter(({ account }) => account.kind === 'master')
            .map(({ account }) => viewOf(model, account))
        : [],
  }));

/** What `partners.list` has to answer: those in reach, by number. */
export const listingPartners = (
  model: Model,
  { named, ...sliceable }: ListPartnersInput,
  context: Context,
): Expected<unknown> =>
  asking(context, 'read', partAsked(sliceable), (part) => {
    const all = model.nodes
      .filter(({ account }) => sees(context.caller, account))
      .filter((node) => named === undefined || isNamed(node, named))
      .flatMap((node) => partnerOf(model, node) ?? [])
      .toSorted((a, b) => a.account.number - b.account.number)
      .map((partner) => partnerView(model, context.caller, partner));
    return { value: () => ({ total: all.length, items: partOf(all, part) }) };
  });

const isNamed = ({ account, partner }: Node, named: string): boolean =>
  [account.id, String(account.number), account.name, partner?.reference].some(
    (own) => own !== undefined && comparable(own) === comparable(named.trim()),
  );
