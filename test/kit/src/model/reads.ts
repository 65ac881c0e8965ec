import {
  type AccountNamed,
  type Context,
  err,
  type Failure,
  invalid,
  issue,
  ok,
  type Paged,
  type Result,
  type Sliceable,
} from '@tenantry/domain';
import { customerOf, partnerOf, registerOf } from './details.ts';
import { asking, type Expected } from './expected.ts';
import type { Model, Node } from './model.ts';
import { partnerView } from './partners.ts';
import { byId, childrenOf, nodeIn, viewOf } from './tree.ts';

type Ref = string | number | undefined;

/** What finds of each kind have to answer. */
export const findingCustomer = (
  model: Model,
  { customer }: { readonly customer: Ref },
  context: Context,
): Expected<unknown> => found(model, customer, context, (node) => customerOf(model, node));

export const findingRegister = (
  model: Model,
  { account }: { readonly account: Ref },
  context: Context,
): Expected<unknown> => found(model, account, context, (node) => registerOf(model, node));

export const findingPartner = (
  model: Model,
  { partner }: { readonly partner: Ref },
  context: Context,
): Expected<unknown> =>
  found(model, partner, context, (node) => {
    const known = partnerOf(model, node);
    return known && partnerView(model, context.caller, known);
  });

export const findingAccount = (
  model: Model,
  { account }: AccountNamed,
  context: Context,
): Expected<unknown> =>
  found(model, account ?? context.caller.accountId, context, (node) => viewOf(model, node.account));

const found = (
  model: Model,
  ref: Ref,
  context: Context,
  partOf: (node: Node) => object | undefined,
): Expected<unknown> =>
  asking(context, 'read', ok(ref), () => {
    const node = nodeIn(model, context.caller, ref);
    const part = node === undefined ? undefined : partOf(node);
    return part === undefined ? { refused: { kind: 'AccountNotFound' } } : { value: () => part };
  });

/** What `accounts.children` has to answer: those directly beneath, by id. */
export const listingChildren = (
  model: Model,
  { limit, ...named }: AccountNamed & Paged<string>,
  context: Context,
): Expected<unknown> =>
  within(model, { ...named, limit }, context, (node, slice) => {
    const all = childrenOf(model, node.account.id).map(({ account }) => viewOf(model, account));
    const items = all.toSorted(byId).slice(0, slice.limit);
    const last = items.at(-1);
    return items.length < all.length && last !== undefined ? { items, next: last.id } : { items };
  });

/** What `registers.list` has to answer: those directly beneath, by number. */
export const listingRegisters = (
  model: Model,
  command: AccountNamed & Sliceable,
  context: Context,
): Expected<unknown> =>
  within(model, command, context, ({ account }, slice) => {
    const all = childrenOf(model, account.id)
      .flatMap((node) => registerOf(model, node) ?? [])
      .toSorted((a, b) => a.account.number - b.account.number);
    return { total: all.length, items: partOf(all, slice) };
  });

/** What `apps.list` has to answer: in the order in which they came to be. */
export const listingApps = (
  model: Model,
  command: AccountNamed & Sliceable,
  context: Context,
): Expected<unknown> =>
  within(model, command, context, ({ account }, slice) => {
    const all = model.apps.filter(({ accountId }) => accountId === account.id);
    return { total: all.length, items: partOf(all, slice) };
  });

/** What is listed of one account; whether the part makes sense is asked before the power. */
export const within = (
  model: Model,
  { account, ...sliceable }: { readonly account?: Ref } & Sliceable,
  context: Context,
  list: (node: Node, slice: Part) => object,
): Expected<unknown> => {
  const slice = partAsked(sliceable);
  if (!slice.ok) return { refused: slice.error };
  return found(model, account ?? context.caller.accountId, context, (node) =>
    list(node, slice.value),
  );
};

interface Part {
  readonly skip: number;
  readonly limit: number;
}

export const partOf = <T>(all: readonly T[], { skip, limit }: Part): readonly T[] =>
  all.slice(skip, skip + limit);

/** 50 where nothing is said, 200 at most. */
export function partAsked({ skip = 0, limit = 50 }: Sliceable): Result<Part, Failure> {
  if (limit >= 1) return ok({ skip, limit: Math.min(limit, 200) });
  return err(invalid([issue(['limit'], 'format', 'must be a whole number of 1 or more')]));
}
