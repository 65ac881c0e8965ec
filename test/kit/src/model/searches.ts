import {
  accountFilterSchema,
  type Context,
  comparable,
  err,
  type Failure,
  invalid,
  issuesOf,
  ok,
  type Result,
  type SearchAccountsInput,
} from '@tenantry/domain';
import { asking, type Expected, refused } from './expected.ts';
import type { Model, Node } from './model.ts';
import { partAsked } from './reads.ts';
import { byId, nodeIn, sees, viewOf } from './tree.ts';

/** What `accounts.search` has to answer, asked from the beginning: those that fit, by id. */
export const searching = (
  model: Model,
  { account, limit, after: _, ...filter }: SearchAccountsInput,
  context: Context,
): Expected<unknown> => {
  const parsed = parsedFilter(filter);
  if (!parsed.ok) return refused(parsed.error);
  const part = partAsked(limit === undefined ? {} : { limit });
  if (!part.ok) return refused(part.error);
  return asking(context, 'read', ok(undefined), () => {
    const top = account === undefined ? undefined : nodeIn(model, context.caller, account);
    if (account !== undefined && top === undefined) return refused({ kind: 'AccountNotFound' });
    const all = model.nodes
      .filter((node) => sees(context.caller, node.account))
      .filter((node) => top === undefined || isIn(top, node))
      .filter((node) => fits(node, parsed.value))
      .map((node) => viewOf(model, node.account))
      .toSorted(byId);
    const items = all.slice(0, part.value.limit);
    return {
      value: () => (items.length < all.length ? { items, next: items.at(-1)?.id } : { items }),
    };
  });
};

type Filter = ReturnType<typeof accountFilterSchema.parse>;

function parsedFilter(given: object): Result<Filter, Failure> {
  const parsed = accountFilterSchema.safeParse(given, { reportInput: true });
  return parsed.success ? ok(parsed.data) : err(invalid(issuesOf(parsed.error)));
}

const isIn = ({ account: top }: Node, { account: { id, ancestors } }: Node): boolean =>
  id === top.id || ancestors.includes(top.id);

const fits = ({ account, customer }: Node, { reference, kind, status }: Filter): boolean =>
  (kind === undefined || account.kind === kind) &&
  (status === undefined || account.status === status) &&
  (reference === undefined ||
    (customer?.references ?? []).some(
      ({ name, value }) =>
        comparable(name) === comparable(reference.name) &&
        comparable(value) === comparable(reference.value),
    ));
