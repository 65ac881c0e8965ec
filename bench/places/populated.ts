import { createHash } from 'node:crypto';
import { openApplication } from '@tenantry/container';
import { ApiKeyId, type Application, apiKeyBytes, makeApiKey } from '@tenantry/domain';
import type { Example } from './alike.ts';
import { makeExample } from './example.ts';
import { fillPostgres } from './fill-postgres.ts';
import { fillSqlite } from './fill-sqlite.ts';
import type { Filling, Stamped } from './filling.ts';
import { newFolder } from './folder.ts';
import { installation } from './installation.ts';
import { masterOf } from './master.ts';
import { idOf, type Parent } from './population.ts';
import type { Server } from './server.ts';

export interface Wanted {
  /** How many customers there are beneath one parent. */
  readonly accounts: number;
  /** How deep they stand: 2 directly beneath the master account, 10 beneath a chain of nine. */
  readonly depth: number;
}

/** A database of an installation in which much was done before. */
export interface Populated extends Wanted {
  /** As `database` of openApplication. */
  readonly database: string;
  readonly master: Server['master'];
  /** What the customers stand beneath, and a key of its own. */
  readonly parent: { readonly id: string; readonly apiKey: string };
  /** Keys of customers, evenly spread over all of them. */
  readonly keys: readonly string[];
}

const someKeys = 500;

/** Fills a new SQLite file. */
export const populateSqlite = (file: string, wanted: Wanted): Promise<Populated> =>
  populate(`sqlite:${file}`, wanted, (filling) => fillSqlite(file, filling));

/** Fills a new database of a PostgreSQL. */
export const populatePostgres = (url: string, wanted: Wanted): Promise<Populated> =>
  populate(url, wanted, (filling) => fillPostgres(url, filling));

const kept = new Map<number, Promise<Populated>>();

/**
 * A SQLite file with so many customers directly beneath its master account, one for all that ask for it
 * in a run. Whoever uses it leaves it to the next; it is gone when the process ends.
 */
export const populatedFile = (accounts: number): Promise<Populated> => {
  const known = kept.get(accounts);
  if (known !== undefined) return known;
  const folder = newFolder();
  process.once('exit', () => folder[Symbol.dispose]());
  const made = populateSqlite(folder.file('populated.db'), { accounts, depth: 2 });
  kept.set(accounts, made);
  return made;
};

async function populate(
  database: string,
  wanted: Wanted,
  fill: (filling: Filling) => Promise<void>,
): Promise<Populated> {
  const { master, parent, example } = await rooted(database, wanted);
  const keys = keysOf(wanted.accounts);
  if (example !== undefined) await fill({ count: wanted.accounts, parent, keys, example });
  const texts = keys.map(({ text }) => text);
  return { ...wanted, database, master, parent, keys: texts };
}

/**
 * Makes the master account, and beneath it a chain down to what the customers are to stand beneath; and
 * one of these, where there are to be any.
 */
async function rooted(database: string, { accounts, depth }: Wanted): Promise<Rooted> {
  const { app, close } = await openApplication({ ...installation, database, migrate: 'auto' });
  try {
    const master = await masterOf(app);
    const parent = await chainBeneath(app, master.id, depth);
    if (accounts === 0) return { master, parent };
    return { master, parent, example: await makeExample(app, master.id, parent.id) };
  } finally {
    await close();
  }
}

interface Rooted {
  readonly master: Server['master'];
  readonly parent: Parent & Populated['parent'];
  readonly example?: Example;
}

async function chainBeneath(app: Application, master: string, depth: number) {
  const caller = app.as.account(master);
  const chain = [master];
  while (chain.length < depth - 1) {
    const parent = chain.at(-1) ?? master;
    const made = await app.customers.create({ name: 'One of a chain', parent }, { caller });
    if (!made.ok) throw new Error(made.error.kind);
    chain.push(made.value.account.id);
  }
  const id = chain.at(-1) ?? master;
  const key = await app.keys.create({ account: id }, { caller });
  const apiKey = key.ok ? key.value.text?.reveal() : undefined;
  if (apiKey === undefined) throw new Error('the parent has no key');
  return { id, path: chain.join('/'), depth: chain.length, apiKey };
}

function keysOf(accounts: number): readonly Stamped[] {
  const count = Math.min(accounts, someKeys);
  return Array.from({ length: count }, (_, place) => {
    const id = ApiKeyId.parse(idOf('api_key', 1 + Math.floor((place * accounts) / count)));
    const text = makeApiKey(id, new Uint8Array(apiKeyBytes)).text.reveal();
    return { id, text, hash: createHash('sha256').update(text).digest('base64url') };
  });
}
