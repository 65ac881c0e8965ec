import {
  type AccountId,
  type Application,
  type Context,
  comparable,
  type Failure,
  type Result,
} from '@tenantry/domain';
import { refOf } from '../application/named-account.ts';
import type { Plan, Planned } from './plan.ts';
import { recent } from './recent.ts';
import type { Parent, Row } from './row.ts';
import { attemptOf } from './row-key.ts';

/** What a row's parent turned out to be; undefined where there is none of that name. */
export type ParentFound =
  /** As a use case takes it; absent where the row says nothing of it. */
  { readonly ref?: unknown } | { readonly planned: Planned } | undefined;

interface Made {
  readonly id: AccountId;
  readonly row: number;
}

/** How many parents are remembered; whichever is not is asked for. */
const most = 10_000;

/** Finds the accounts that rows name as their parents. */
export const parents = (app: Application, context: Context, plan: Plan) => {
  const made = recent<string, AccountId>(most);
  const named = recent<string, string>(most);
  /** What rows of this import made, and which row it was: by their keys, and by their references. */
  const keyed = recent<string, Made>(most);
  const referred = recent<string, Made>(most);

  const byKey = async (key: string): Promise<Result<ParentFound, Failure>> => {
    const id = made.get(key) ?? keyed.get(key)?.id;
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

  /** Two rows of one key are one account, which is there since the first of them. */
  const remember = (names: typeof keyed, name: string, { row }: Row, id: AccountId): void =>
    names.set(name, { id, row: Math.min(row, names.get(name)?.row ?? row) });

  return {
    /** What is there by now; asked before a later row is made, it is none of those. */
    find: async (parent: Parent): Promise<Result<ParentFound, Failure>> => {
      if (parent === undefined) return { ok: true, value: {} };
      if ('parentKey' in parent) return byKey(parent.parentKey);
      // Whatever is no text is the use case's to judge.
      return typeof parent.parent === 'string'
        ? byName(parent.parent)
        : { ok: true, value: { ref: parent.parent } };
    },
    /** Once the rows before have settled: what one of them made meanwhile, or would have made. */
    findBefore: ({ row, parent }: Row): ParentFound => {
      if (parent === undefined) return {};
      const name = 'parentKey' in parent ? parent.parentKey : parent.parent;
      if (typeof name !== 'string') return undefined;
      const isKey = 'parentKey' in parent;
      const found = isKey ? keyed.get(name) : referred.get(plain(name));
      if (found !== undefined && found.row < row) return { ref: found.id };
      const planned = isKey ? plan.underKey(name) : plan.underReference(name);
      return planned === undefined ? undefined : { planned };
    },
    note: (row: Row, id: AccountId): void => {
      remember(keyed, row.key, row, id);
      const reference = row.kind === 'partner' ? row.command['reference'] : undefined;
      if (typeof reference === 'string') remember(referred, plain(reference), row, id);
    },
  };
};

const plain = (name: string): string => comparable(name.trim());
