import type { AccountId, Application, Context, Failure, Result } from '@tenantry/domain';
import { refOf } from '../application/named-account.ts';
import type { Plan, Planned } from './plan.ts';
import { recent } from './recent.ts';
import type { Parent, Row } from './row.ts';
import { attemptOf } from './row-key.ts';

/** What a row's parent turned out to be; undefined where there is none of that name. */
export type ParentFound =
  /** As a use case takes it; absent where the row says nothing of it. */
  { readonly ref?: unknown } | { readonly planned: Planned } | undefined;

/** How many parents are remembered; whichever is not is asked for. */
const most = 10_000;

/** Finds the accounts that rows name as their parents. */
export const parents = (app: Application, context: Context, plan: Plan) => {
  const made = recent<string, AccountId>(most);
  const named = recent<string, string>(most);

  const byKey = async (key: string): Promise<Result<ParentFound, Failure>> => {
    const id = made.get(key);
    if (id !== undefined) return { ok: true, value: { ref: id } };
    const planned = plan.underKey(key);
    if (planned !== undefined) return { ok: true, value: { planned } };
    const found = await app.accounts.made({ idempotencyKey: attemptOf(key) }, context);
    if (found.ok) made.set(key, found.value.id);
    if (found.ok) return { ok: true, value: { ref: found.value.id } };
    return found.error.kind === 'AccountNotFound' ? { ok: true, value: undefined } : found;
  };

  const byName = async (name: string): Promise<Result<ParentFound, Failure>> => {
    const ref = named.get(name) ?? (await refOf(app, name, context));
    if (ref !== undefined) {
      named.set(name, ref);
      return { ok: true, value: { ref } };
    }
    const planned = plan.underReference(name);
    return { ok: true, value: planned === undefined ? undefined : { planned } };
  };

  return {
    find: async (parent: Parent): Promise<Result<ParentFound, Failure>> => {
      if (parent === undefined) return { ok: true, value: {} };
      if ('parentKey' in parent) return byKey(parent.parentKey);
      // Whatever is no text is the use case's to judge.
      return typeof parent.parent === 'string'
        ? byName(parent.parent)
        : { ok: true, value: { ref: parent.parent } };
    },
    note: ({ key }: Row, id: AccountId): void => made.set(key, id),
  };
};
