import {
  type App,
  AppName,
  type CreateAppInput,
  type CreateKeyInput,
  comparable,
  err,
  type Invalid,
  type IssuedKey,
  invalid,
  issue,
  issuesOf,
  lastOf,
  ok,
  type Power,
  powers,
  type Result,
  type RetryableContext,
} from '@tenantry/domain';
import { type Attempt, attempted, held } from './attempted.ts';
import { asking, type Expected, refused, shownIn } from './expected.ts';
import type { Model } from './model.ts';

/** What `apps.create` has to answer. */
export const creatingApp = (
  model: Model,
  { name: given, account }: CreateAppInput,
  context: RetryableContext,
): Expected<App> => {
  const { caller } = context;
  const target = account ?? caller.accountId;
  return asking(context, 'provision', nameOf(given), (name) =>
    inAccount(model, context, target, {
      use: 'apps.create',
      asked: { name },
      decide: (lineage) => {
        const accountId = lastOf(lineage).id;
        const isTaken = model.apps.some(
          (app) => app.accountId === accountId && comparable(app.name) === comparable(name),
        );
        if (isTaken) return { kind: 'AppNameTaken', path: ['name'] };
        return {
          happened: 'AppCreated',
          value: ({ id }) => ({ id, accountId, name, createdAt: model.now }),
          keep: (app) => model.apps.push(app),
        };
      },
      kept: (answer) => ({ answer }),
    }),
  );
};

/** What `keys.create` has to answer; the key is whatever was made. */
export const creatingKey = (
  model: Model,
  { power: given, account }: CreateKeyInput,
  context: RetryableContext,
): Expected<IssuedKey> => {
  const { caller } = context;
  const target = account ?? caller.accountId;
  return asking(context, 'manage', powerOf(given), (power) =>
    inAccount(model, context, target, {
      use: 'keys.create',
      asked: { power },
      decide: (lineage) => ({
        happened: 'KeyIssued',
        value: ({ id, text }) => ({ id, text: shownIn(text) }),
        keep: ({ id, text }) =>
          model.keys.push({
            id,
            accountId: lastOf(lineage).id,
            power,
            text: text?.reveal() ?? '',
          }),
      }),
      kept: ({ id, ...secret }) => ({ answer: { id }, secret }),
    }),
  );
};

/** An operator who names no account means none: that is told before anything else. */
const inAccount = <T>(
  model: Model,
  context: RetryableContext,
  target: string | number | undefined,
  attempt: Omit<Attempt<T>, 'target' | 'hold'>,
): Expected<T> => {
  const absent = { kind: 'AccountNotFound' } as const;
  const hold = held(model, context.caller, target, absent);
  return target === undefined
    ? refused(absent)
    : attempted(model, context, { ...attempt, target, hold });
};

function nameOf(given: unknown): Result<AppName, Invalid> {
  const parsed = AppName.safeParse(given, { reportInput: true });
  if (parsed.success) return ok(parsed.data);
  return err(invalid(issuesOf(parsed.error).map((found) => ({ ...found, path: ['name'] }))));
}

function powerOf(given: string | undefined): Result<Power, Invalid> {
  const power = powers.find((known) => known === (given ?? 'manage'));
  return power === undefined
    ? err(invalid([issue(['power'], 'unknown', `must be one of ${powers.join(', ')}`)]))
    : ok(power);
}
