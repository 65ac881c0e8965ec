import { type DatabaseUrl, parseDatabaseUrl } from './database-url.ts';

/** The packages of the stores, of which a host installs the one that it uses. */
export const installed = {
  memory: () => import('@tenantry/memory'),
  sqlite: () => import('@tenantry/sqlite'),
  postgres: () => import('@tenantry/postgres'),
};

export type Stores = Readonly<typeof installed>;

/** The database of a URL. Throws an Error that names the setting, without the URL. */
export const databaseOf = (url: string): DatabaseUrl => {
  const parsed = parseDatabaseUrl(url);
  if (!parsed.ok) throw new Error(`TENANTRY_DATABASE: ${parsed.error}`);
  return parsed.value;
};

/** A store's package. Throws an Error that names it where it is not installed. */
export const load = async <Store>(
  kind: DatabaseUrl['kind'],
  store: () => Promise<Store>,
): Promise<Store> => {
  const name = `@tenantry/${kind}`;
  try {
    return await store();
  } catch (cause) {
    if (!isMissing(name, cause)) throw cause;
    throw new Error(`TENANTRY_DATABASE: ${kind}: needs the package ${name}; please install it`, {
      cause,
    });
  }
};

/** The package itself, not something that it needs. */
const isMissing = (name: string, fault: unknown): boolean =>
  fault instanceof Error &&
  Reflect.get(fault, 'code') === 'ERR_MODULE_NOT_FOUND' &&
  fault.message.includes(`'${name}'`);
