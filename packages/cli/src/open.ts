import { existsSync, readFileSync } from 'node:fs';
import { type ApplicationConfig, openApplication, parseConfiguration } from '@tenantry/container';
import type { Application, Context, Failure, Result } from '@tenantry/domain';
import { Refused, UsageError } from './exit.ts';
import type { Flags } from './program.ts';
import type { Surroundings } from './surroundings.ts';

/** The settings of this process: flags, then the environment, then the defaults. */
export const configurationOf = (
  { database, mail, publicUrl }: Flags,
  { environment }: Surroundings,
  more: { readonly host?: string; readonly port?: string } = {},
) => {
  const flags = { database, mail, publicUrl, ...more };
  const parsed = parseConfiguration(environment, given(flags), (path) =>
    readFileSync(path, 'utf8'),
  );
  if (!parsed.ok) throw new UsageError(parsed.problems.join('\ntenantry: '));
  const configuration = parsed.value;
  const secret = configuration.secret ?? keptSecret(configuration.database);
  return secret === undefined ? configuration : { ...configuration, secret };
};

/** Where `serve --dev` keeps the secret that it makes; undefined where there is no file. */
export const secretFile = (database: string): string | undefined => besides(database, '.secret');

/** A file beside the database file. */
export const besides = (database: string, suffix: string): string | undefined =>
  database.startsWith('sqlite:') ? database.slice('sqlite:'.length) + suffix : undefined;

/** Opens the application, does the work and closes it again. */
export const withApplication = async <T>(
  config: ApplicationConfig,
  work: (app: Application) => Promise<T>,
): Promise<T> => {
  const opened = await openApplication(config);
  try {
    return await work(opened.app);
  } finally {
    await opened.close();
  }
};

/**
 * The context of a command: the operator, below `--as` or else below the only master account.
 */
export const operatorContext = async (
  app: Application,
  { as }: Flags,
  { operator }: Surroundings,
): Promise<Context> => {
  const whole = { caller: app.as.operator(operator) };
  if (as !== undefined) {
    const { id } = valueOf(await app.accounts.find({ account: as }, whole));
    return { caller: app.as.operator(operator, id) };
  }
  const [master, another] = valueOf(await app.accounts.masters({}, whole));
  if (master === undefined) throw new Error('nothing is here yet: run "tenantry init"');
  if (another !== undefined)
    throw new UsageError('there are several master accounts: say which with --as');
  return { caller: app.as.operator(operator, master.id) };
};

/** The value of an outcome; what was refused goes to the one place that says so. */
export const valueOf = <T>(result: Result<T, Failure>): T => {
  if (!result.ok) throw new Refused(result.error);
  return result.value;
};

function keptSecret(database: string): string | undefined {
  const file = secretFile(database);
  return file !== undefined && existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

function given<T extends object>(flags: T): Partial<T> {
  const kept = { ...flags };
  for (const [name, value] of Object.entries(flags))
    if (value === undefined) Reflect.deleteProperty(kept, name);
  return kept;
}
