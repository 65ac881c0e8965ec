import { onTestFinished } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';
import { type Installation, type Serving, serving, tenantry } from '../cli/tenantry.ts';
import type { Remote } from '../protocols/customers-v2-remote.ts';

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
export const made = (environment: Readonly<Record<string, string>> = {}): Made => {
  const folder = emptyFolder();
  const installation = { folder, environment: { TENANTRY_SECRET: secret, ...environment } };
  const words = ['init', '--name', 'Root', '--email', 'root@example.com', '--json'];
  const { code, out, said } = tenantry({ folder, environment: { TENANTRY_SECRET: secret } }, words);
  if (code !== 0) throw new Error(`init ended with ${code}: ${said}`);
  const { account, apiKey, user } = JSON.parse(out);
  const { password } = user;
  return { ...installation, file: `${folder}/tenantry.db`, secret, key: apiKey, password, account };
};

/** A server on it, which does not outlive the test. */
export const served = async (installation: Made): Promise<Serving> => {
  const server = await serving(installation, ['--port', '0']);
  onTestFinished(() => void server.process.kill('SIGKILL'));
  return server;
};

export const remoteOf = ({ key, account }: Made, { url }: Serving): Remote => ({
  url,
  key,
  account: account.id,
});

/** The lines of its log so far. */
export const logOf = (server: Serving): readonly Readonly<Record<string, unknown>>[] =>
  server
    .said()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
