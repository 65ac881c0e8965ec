import {
  err,
  invalid,
  issue,
  type KeyView,
  lastOf,
  ok,
  type RetryableContext,
  type RotatedKey,
  type RotateKeyInput,
} from '@tenantry/domain';
import { attempted } from './attempted.ts';
import { asking, type Expected, refused, shownIn } from './expected.ts';
import { keyOf, shownKey } from './key-shown.ts';
import { isKept } from './keys.ts';
import { after, type Key, type Model, type Node } from './model.ts';
import { nodeIn, statusOf } from './tree.ts';

const absent = { kind: 'KeyNotFound' } as const;
const longest = 30 * 86_400;

/** What `keys.rotate` has to answer; the key is whatever was made. */
export const rotatingKey = (
  model: Model,
  { key: named, overlapSeconds: overlap = 86_400 }: RotateKeyInput,
  context: RetryableContext,
): Expected<RotatedKey> => {
  const isSound = overlap >= 0 && overlap <= longest;
  const fault = issue(['overlapSeconds'], 'format', `must be a whole number from 0 to ${longest}`);
  const command = isSound ? ok(named) : err(invalid([fault]));
  return asking(context, 'manage', command, () =>
    ofKey(model, named, context, (key, node) =>
      attempted(model, context, {
        use: 'keys.rotate',
        asked: { key: key.id, overlap },
        target: key.accountId,
        hold: () => node,
        decide: (lineage) => {
          if (!keyOf(model, key).isLive) return absent;
          if (statusOf(model, lastOf(lineage)) === 'closed') return { kind: 'AccountClosed' };
          const end = after(model.now, overlap);
          const expiresAt =
            key.expiresAt !== undefined && key.expiresAt < end ? key.expiresAt : end;
          return {
            happened: 'KeyRotated',
            subject: () => key.id,
            value: ({ id, text, previous }) => ({
              id,
              text: shownIn(text),
              previous: shownKey(model, { ...key, expiresAt }, previous),
            }),
            keep: ({ id, text }) => {
              const { lineage: first, accountId, power } = key;
              key.expiresAt = expiresAt;
              const facts = { lineage: first, accountId, power, createdAt: model.now };
              model.keys.push({ ...facts, id, text: text?.reveal() ?? '' });
            },
          };
        },
        kept: ({ text, ...answer }) => ({
          answer,
          secret: { text },
          isShown: () => isKept(model, answer.id),
        }),
      }),
    ),
  );
};

/** What `keys.revoke` has to answer. */
export const revokingKey = (
  model: Model,
  { key: named }: { readonly key: string },
  context: RetryableContext,
): Expected<KeyView> =>
  asking(context, 'manage', ok(named), () =>
    ofKey(model, named, context, (key, node) =>
      attempted(model, context, {
        use: 'keys.revoke',
        asked: { key: key.id },
        target: key.accountId,
        hold: () => node,
        decide: () => {
          const { revokedAt, expiresAt } = key;
          const isOver =
            revokedAt !== undefined || (expiresAt !== undefined && expiresAt < model.now);
          const ended = isOver ? key : { ...key, revokedAt: model.now };
          return {
            happened: isOver ? undefined : 'KeyRevoked',
            subject: () => key.id,
            value: (answered) => shownKey(model, ended, answered),
            keep: () => Object.assign(key, ended),
          };
        },
        kept: (answer) => ({ answer }),
      }),
    ),
  );

/** A key that is named, where its account is within the caller's reach. */
function ofKey<T>(
  model: Model,
  named: string,
  { caller }: RetryableContext,
  expect: (key: Key, node: Node) => Expected<T>,
): Expected<T> {
  const key = model.keys.find(({ id }) => id === named);
  const node = nodeIn(model, caller, key?.accountId);
  return key === undefined || node === undefined ? refused(absent) : expect(key, node);
}
