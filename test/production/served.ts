import { join } from 'node:path';
import { openApplication } from '@tenantry/container';
import { onTestFinished } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';
import { type Installation, type Serving, serving } from '../cli/tenantry.ts';
import { expectOk } from '../protocols/installation.ts';

const secret = 'a secret of these tests with 32 bytes or more';

export interface Made extends Installation {
  /** The SQLite file. */
  readonly file: string;
  readonly secret: string;
  readonly key: string;
  readonly password: string;
  readonly account: { readonly id: string; readonly address: string };
}

/** An installation of its own, with a master account. */
export const made = async (environment: Readonly<Record<string, string>> = {}): Promise<Made> => {
  const folder = emptyFolder();
  const file = join(folder, 'tenantry.db');
  const { app, close } = await openApplication({
    database: `sqlite:${file}`,
    publicUrl: 'http://127.0.0.1',
    secret,
    migrate: 'auto',
  });
  const { account, key, user } = expectOk(
    await app.initialise(
      { name: 'Root', email: 'root@example.com' },
      { caller: app.as.operator('test') },
    ),
  );
  await close();
  return {
    folder,
    file,
    environment: { TENANTRY_SECRET: secret, ...environment },
    secret,
    account,
    key: key.text?.reveal() ?? '',
    password: user.password?.reveal() ?? '',
  };
};

/** A server on it, which does not outlive the test. */
export const served = async (installation: Made): Promise<Serving> => {
  const server = await started(installation);
  onTestFinished(() => void server.process.kill('SIGKILL'));
  return server;
};

/** Between finding a port that is free and taking it, somebody else may: then it is another. */
const started = (installation: Made, tries = 3): Promise<Serving> =>
  serving(installation, ['--port', '0']).catch((fault: unknown) => {
    if (tries === 1 || !String(fault).includes('EADDRINUSE')) throw fault;
    return started(installation, tries - 1);
  });

/** The lines of its log so far. */
export const logOf = (server: Serving): readonly Readonly<Record<string, unknown>>[] =>
  server
    .said()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
