import {
  type AccountNamed,
  type ApiKeyId,
  type Caller,
  type Context,
  type CreateKeyInput,
  err,
  type Invalid,
  type IssuedKey,
  invalid,
  issue,
  type KeyView,
  lastOf,
  ok,
  type Page,
  type Paged,
  type Power,
  type Presented,
  powers,
  type Result,
  type RetryableContext,
  toChannel,
} from '@tenantry/domain';
import { inAccount } from './belongings.ts';
import { asking, type Expected, refused, shownIn } from './expected.ts';
import { keyOf, shownKey } from './key-shown.ts';
import type { Key, Model } from './model.ts';
import { within } from './reads.ts';
import { accountOf, statusOf } from './tree.ts';

/** What `keys.create` has to answer; the key is whatever was made. */
export const creatingKey = (
  model: Model,
  input: CreateKeyInput,
  context: RetryableContext,
): Expected<IssuedKey> =>
  asking(context, 'manage', parsed(input), ({ power, expiresAt }) =>
    inAccount(model, context, input.account ?? context.caller.accountId, {
      use: 'keys.create',
      asked: { power, expiresAt },
      prevented:
        expiresAt !== undefined && new Date(expiresAt) <= model.now
          ? invalid([issue(['expiresAt'], 'format', 'must be a time to come')])
          : undefined,
      decide: (lineage) => {
        const account = lastOf(lineage);
        if (statusOf(model, account) === 'closed') return { kind: 'AccountClosed' };
        return {
          happened: 'KeyIssued',
          subject: ({ id }) => id,
          value: ({ id, text }) => ({ id, text: shownIn(text) }),
          keep: ({ id, text }) =>
            model.keys.push({
              id,
              lineage: id,
              accountId: account.id,
              power,
              text: text?.reveal() ?? '',
              createdAt: model.now,
              ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }),
            }),
        };
      },
      kept: ({ id, ...secret }) => ({ answer: { id }, secret, isShown: () => isKept(model, id) }),
    }),
  );

/** Whether a key is still there for its text to be shown again. */
export const isKept = ({ keys }: Model, id: ApiKeyId): boolean =>
  keys.some((key) => key.id === id && key.revokedAt === undefined && key.isUsed !== true);

function parsed({
  power: given = 'manage',
  expiresAt,
}: CreateKeyInput): Result<
  { readonly power: Power; readonly expiresAt: string | undefined },
  Invalid
> {
  const power = powers.find((known) => known === given);
  return power === undefined
    ? err(invalid([issue(['power'], 'unknown', `must be one of ${powers.join(', ')}`)]))
    : ok({ power, expiresAt });
}

/** What `keys.list` has to answer: by id. */
export const listingKeys = (
  model: Model,
  command: AccountNamed & Paged<string>,
  context: Context,
): Expected<Page<KeyView, ApiKeyId>> => {
  const expected = within(model, command, context, ({ account }, { limit }) => {
    const all = model.keys
      .filter(({ accountId }) => accountId === account.id)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    return { all, limit };
  });
  if (!('value' in expected)) return expected;
  return {
    value: (page) => {
      const found: unknown = expected.value(page);
      return isFound(found) ? pageOf(model, found, page) : found;
    },
  };
};

interface Found {
  readonly all: readonly Key[];
  readonly limit: number;
}

const isFound = (found: unknown): found is Found =>
  typeof found === 'object' && found !== null && 'all' in found;

function pageOf(model: Model, { all, limit }: Found, page: Page<KeyView, ApiKeyId>): unknown {
  const items = all.slice(0, limit).map((key, at) => shownKey(model, key, page.items[at]));
  const next = items.length < all.length ? { next: all[limit - 1]?.id } : {};
  return { items, ...next };
}

/** What `keys.authenticate` has to answer. */
export const authenticatingKey = (model: Model, { key: text }: Presented): Expected<Caller> => {
  const key = model.keys.find((issued) => issued.text === text);
  const account = accountOf(model, key?.accountId);
  if (key === undefined || account === undefined || !keyOf(model, key).isLive)
    return refused({ kind: 'NotAuthenticated', reason: 'wrong' });
  if (statusOf(model, account) !== 'active')
    return refused({ kind: 'NotAuthenticated', reason: 'wrong' });
  const { id, lineage, accountId, power } = key;
  return {
    value: () => ({
      accountId,
      power,
      proof: { kind: 'key', id, lineage },
      channel: toChannel(undefined),
    }),
  };
};
