import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Application } from '@tenantry/domain';
import { beside, type Settings, secretFile, withApplication } from '../application/open.ts';
import { valueOf } from '../ending/exit.ts';
import { unparsed } from '../said/unparsed.ts';
import { type ShownMaster, shownMaster } from '../shown/master.ts';

const onlyOwner = { mode: 0o600 } as const;

/**
 * The settings with the secret of a development database: made at the first start and kept beside
 * it. An installation that is there already has one that this process was not given.
 */
export const withDevelopmentSecret = async (
  settings: Settings,
  operator: string,
): Promise<Settings> => {
  const secret = randomBytes(32).toString('base64url');
  const file = secretFile(settings.database);
  if (file === undefined) return { ...settings, secret: [secret] };
  mkdirSync(dirname(file), { recursive: true });
  if (await isInstalled(settings, operator))
    throw new Error('TENANTRY_SECRET: the secret that this database was made with is needed');
  try {
    // Of two that start at once, the first to make the file decides.
    writeFileSync(file, `${secret}\n`, { ...onlyOwner, flag: 'wx' });
    return { ...settings, secret: [secret], keptIn: file };
  } catch (error) {
    if (!existsSync(file)) throw error;
    return { ...settings, secret: [readFileSync(file, 'utf8').trim()], keptIn: file };
  }
};

const isInstalled = (settings: Settings, operator: string): Promise<boolean> =>
  withApplication({ ...settings, migrate: 'auto', readOnly: true }, async (app) => {
    const masters = await app.accounts.masters({}, { caller: app.as.operator(operator) });
    return valueOf(masters).length > 0;
  });

export interface DevelopmentInstallation {
  readonly database: string;
  readonly publicUrl: string;
  readonly operator: string;
}

/**
 * What a developer needs to call the server: made with a first master account on an empty
 * database and kept beside it, the same at every start. Undefined where somebody else made it.
 */
export const developmentAccount = async (
  app: Application,
  { database, publicUrl, operator }: DevelopmentInstallation,
): Promise<ShownMaster | undefined> => {
  const file = beside(database, '.dev.json');
  const caller = app.as.operator(operator);
  const made = await app.initialise(
    { name: 'Example Platform', email: 'owner@example.com' },
    { caller },
  );
  if (made.ok) {
    const shown = shownMaster(made.value, publicUrl);
    if (file !== undefined) writeFileSync(file, `${JSON.stringify(shown, null, 2)}\n`, onlyOwner);
    return shown;
  }
  if (made.error.kind !== 'AlreadyInitialised') return valueOf(made);
  return file !== undefined && existsSync(file) ? kept(file, publicUrl) : undefined;
};

function shownIn(file: string): ShownMaster {
  try {
    return unparsed<ShownMaster>(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Error(`${file} cannot be read`, { cause });
  }
}

/** The address of the server may have changed since. */
function kept(file: string, publicUrl: string): ShownMaster {
  const shown = shownIn(file);
  const { account } = shown;
  return { ...shown, account: { ...account, url: `${publicUrl}/a/${account.address}` } };
}
