import { existsSync, readFileSync } from 'node:fs';
import {
  type ApplicationConfig,
  isLoopback,
  type OpenApplication,
  openApplication,
  type ProcessSettings,
  parseDatabaseUrl,
  parseMailUrl,
  parseProcessSettings,
  productionProblems,
} from '@tenantry/container';
import type { Application } from '@tenantry/domain';
import { UsageError } from '../ending/exit.ts';
import type { Flags } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

/** Settings of `serve` alone. */
export interface Where {
  readonly host?: string;
  readonly port?: string;
}

/** Where a secret comes from that nobody gave. */
interface Kept {
  readonly keptIn?: string;
}

export type Settings = ProcessSettings & Kept;

/** The settings of this process: flags, then the environment, then the defaults. */
export const givenSettings = (
  { database, mail, publicUrl }: Flags,
  { environment }: Surroundings,
  where: Where = {},
): ProcessSettings => {
  const parsed = parseProcessSettings(environment, { database, mail, publicUrl, ...where });
  if (!parsed.ok) throw unusable(parsed.problems);
  refusePasswords(database, mail);
  return parsed.value;
};

/** Whoever lists the processes of a machine reads their command lines. */
function refusePasswords(database = '', mail = ''): void {
  const store = parseDatabaseUrl(database);
  if (store.ok && store.value.kind === 'postgres' && store.value.hasPassword)
    throw givenElsewhere('--database', 'TENANTRY_DATABASE');
  const carrier = parseMailUrl(mail);
  if (carrier.ok && carrier.value.kind === 'smtp' && carrier.value.login !== undefined)
    throw givenElsewhere('--mail', 'TENANTRY_MAIL');
}

const givenElsewhere = (flag: string, setting: string): UsageError =>
  new UsageError(
    `${flag}: a password is not taken from the command line, but from ${setting} or the file that ${setting}_FILE names`,
  );

/**
 * The settings of this process; the secret that `serve --dev` has kept beside the database counts
 * where none was given and nobody but this machine is served.
 */
export const processSettings = (
  flags: Flags,
  surroundings: Surroundings,
  where: Where = {},
): Settings => {
  const settings = givenSettings(flags, surroundings, where);
  if (settings.secret.length > 0 || !isLoopback(settings.publicUrl)) return settings;
  const keptIn = secretFile(settings.database);
  return keptIn !== undefined && existsSync(keptIn)
    ? { ...settings, secret: [readFileSync(keptIn, 'utf8').trim()], keptIn }
    : settings;
};

const unusable = (problems: readonly string[]): UsageError => new UsageError(problems.join('\n'));

/** Where `serve --dev` keeps the secret that it makes; undefined where there is no file. */
export const secretFile = (database: string): string | undefined => beside(database, '.secret');

/**
 * A file beside the database's own; for one that another machine may keep, a file in the working
 * directory that is named after it. A database in memory has none.
 */
export const beside = (database: string, suffix: string): string | undefined => {
  const url = parseDatabaseUrl(database);
  if (!url.ok) return undefined;
  switch (url.value.kind) {
    case 'memory':
      return undefined;
    case 'sqlite':
      return url.value.file + suffix;
    case 'postgres': {
      const { database: name, host, port } = url.value;
      return `${encodeURIComponent(name)}@${encodeURIComponent(host)}+${port}${suffix}`;
    }
  }
};

/** Opens the application. What is wrong with a secret that was kept is told with its file. */
export const opened = async ({
  keptIn,
  ...config
}: ApplicationConfig & Kept): Promise<OpenApplication> => {
  const problems = productionProblems(config);
  if (problems.length > 0) throw unusable(problems);
  return openApplication(config).catch((cause: unknown) => {
    const isSecret = cause instanceof Error && cause.message.includes('TENANTRY_SECRET');
    throw keptIn !== undefined && isSecret
      ? new Error(`the secret in ${keptIn} is of no use here`, { cause })
      : cause;
  });
};

/** Opens the application, does the work and closes it again. */
export const withApplication = async <T>(
  config: ApplicationConfig & Kept,
  work: (app: Application) => Promise<T>,
): Promise<T> => {
  const { app, close } = await opened(config);
  try {
    return await work(app);
  } finally {
    await close();
  }
};
