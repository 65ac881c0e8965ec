import {
  type App,
  AppName,
  type CreateAppInput,
  comparable,
  err,
  type Invalid,
  invalid,
  issuesOf,
  lastOf,
  ok,
  type Result,
  type RetryableContext,
} from '@tenantry/domain';
import { type Attempt, attempted, held } from './attempted.ts';
import { asking, type Expected, refused } from './expected.ts';
import type { Model } from './model.ts';
import { statusOf } from './tree.ts';

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
        if (statusOf(model, lastOf(lineage)) === 'closed') return { kind: 'AccountClosed' };
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

/** An operator who names no account means none: that is told before anything else. */
export const inAccount = <T>(
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
