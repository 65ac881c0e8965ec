// inversify's peer: it is loaded here and nowhere else.
import 'reflect-metadata';
import {
  type Application,
  adoptSecret,
  type Figures,
  type HostTransaction,
} from '@tenantry/domain';
import { Container } from 'inversify';
import type { ApplicationConfig } from './application-config.ts';
import { takeFrom } from './host-bindings.ts';
import type { OpenTransaction } from './host-database.ts';
import { applicationModule } from './modules/application.ts';
import { mailModule } from './modules/mail.ts';
import { persistenceModule } from './modules/persistence.ts';
import { runtimeModule } from './modules/runtime.ts';
import { productionProblems, secretsIn } from './production.ts';
import type { Token } from './provide.ts';
import { parsePublicUrl } from './public-url.ts';
import { tokens } from './tokens.ts';

export interface OpenApplication {
  readonly app: Application;
  /** Delivers the mail that is due; nothing does so by itself. */
  readonly deliverMail: Application['deliverMail'];
  /**
   * A transaction that the host has begun, where the tables are, as `tx` of a use case: `trx` of
   * kysely, a client of pg after `BEGIN`, a handle of better-sqlite3 after `BEGIN IMMEDIATE`. Throws
   * for anything else, and where none is open.
   */
  txOf(open: OpenTransaction): HostTransaction;
  /**
   * Whether it can do its work at this moment. Rejects where the database cannot be read, where its
   * schema is none that this program may run on, and where the secret is not the installation's any
   * more.
   */
  ready(): Promise<void>;
  /** How its connections and its queues stand. */
  figures(): Figures;
  /** Releases what was opened. Twice is fine. */
  close(): Promise<void>;
}

/**
 * Opens the adapters that a configuration names and puts an application together from them. It
 * shares nothing with others in the process, and starts no listener, timer or relay.
 *
 * Throws an Error of one line that names the setting for a configuration that cannot work, and
 * leaves nothing open then: a URL of no known kind, a store that is not installed, a secret that
 * is too short or not the installation's, or too little for production.
 */
export const openApplication = async (given: ApplicationConfig): Promise<OpenApplication> => {
  const config = checked(given);
  const container = new Container();
  container.bind(tokens.config.identifier).toConstantValue(config);
  container.load(persistenceModule, mailModule, runtimeModule, applicationModule);
  if (config.container !== undefined) takeFrom(config.container, container);
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= closeAll(container);
    return closing;
  };
  try {
    const app = await get(container, tokens.application);
    await checkSecret(container, config);
    const store = await get(container, tokens.persistence);
    const hasher = await get(container, tokens.hasher);
    const fits = rememberedFit(async () => {
      await store.fits?.();
      await checkSecret(container, { ...config, readOnly: true });
    });
    return {
      app,
      deliverMail: app.deliverMail,
      txOf: (open) => {
        if (store.txOf === undefined)
          throw new TypeError('txOf: the store knows no transactions of hosts');
        return store.txOf(open);
      },
      ready: async () => {
        await app.ready();
        await fits();
      },
      figures: () => ({ connections: store.connections?.(), hashing: hasher.figures?.() }),
      close,
    };
  } catch (fault) {
    // What could not be opened cannot be closed either, and is what is told already.
    await close().catch(() => undefined);
    throw fault;
  }
};

/** Milliseconds. */
const fitLasts = 1000;

/**
 * Whether schema and secret are what this process was made for changes seldom, and costs a connection
 * to find out: what was found is good for a second.
 */
function rememberedFit(check: () => Promise<void>): () => Promise<void> {
  let asked = Number.NEGATIVE_INFINITY;
  let found: Promise<void> = Promise.resolve();
  return () => {
    const now = performance.now();
    if (now - asked >= fitLasts) {
      asked = now;
      found = check();
    }
    return found;
  };
}

function checked(given: ApplicationConfig): ApplicationConfig {
  const publicUrl = parsePublicUrl(given.publicUrl);
  if (!publicUrl.ok) throw new Error(`TENANTRY_PUBLIC_URL: ${publicUrl.error}`);
  const config = Object.freeze({ ...given, publicUrl: publicUrl.value });
  const problems = productionProblems(config);
  if (problems.length > 0) throw new Error(problems.join('; '));
  return config;
}

const get = <T>(container: Container, { identifier }: Token<T>): Promise<T> =>
  container.getAsync<T>(identifier);

/** Another secret than the installation's would make links and keys that nothing recognises. */
async function checkSecret(container: Container, config: ApplicationConfig): Promise<void> {
  if (secretsIn(config).length === 0) return;
  const persistence = await get(container, tokens.persistence);
  const secrets = await get(container, tokens.secrets);
  if (!(await adoptSecret({ persistence, secrets }, { readOnly: config.readOnly ?? false })))
    throw new Error('the secret (TENANTRY_SECRET) is not the one of this installation');
}

/** What was made is told to let go, the store last; what was never made is left alone. */
async function closeAll(container: Container): Promise<void> {
  const faults: unknown[] = [];
  for (const { identifier } of [tokens.mailer, tokens.persistence])
    await container.unbindAsync(identifier).catch((fault: unknown) => faults.push(fault));
  if (faults.length > 0) throw faults[0];
}
