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
import { attempted, held } from './attempted.ts';
import { asking, type Expected, shownIn } from './expected.ts';
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
    attempted(model, context, {
      use: 'apps.create',
      asked: { name },
      target,
      hold: held(model, caller, target, { kind: 'AccountNotFound' }),
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
    attempted(model, context, {
      use: 'keys.create',
      asked: { power },
      target,
      hold: held(model, caller, target, { kind: 'AccountNotFound' }),
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
