import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { installation } from './installation.ts';

/** Milliseconds after which a start is given up. */
const patience = 60_000;

/**
 * Makes the folder that docs/deploy.md tells whoever deploys to make, of what is built; answers the
 * program in it. From the sources Node.js would take most of the time to strip types.
 */
export const makeShipped = (folder: string): string => {
  const make = fileURLToPath(new URL('../../deploy/make.ts', import.meta.url));
  // What is printed is the table: nothing else may stand on the standard output.
  execFileSync(process.execPath, [make, folder], { stdio: ['ignore', 2, 2] });
  return `${folder}/dist/main.js`;
};

/** Starts the server, and ends it; answers the milliseconds until it was ready. */
export const startToReady = async (program: string, database: string): Promise<number> => {
  const begun = performance.now();
  const child = spawn(process.execPath, [program, 'serve'], {
    env: {
      PATH: process.env['PATH'],
      TENANTRY_DATABASE: database,
      TENANTRY_PORT: '0',
      TENANTRY_PUBLIC_URL: installation.publicUrl,
      TENANTRY_SECRET: installation.secret,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const gone = once(child, 'exit');
  try {
    const url = await serving(child);
    const headers = { connection: 'close' };
    const answer = await fetch(`${url}/readyz`, { headers, signal: AbortSignal.timeout(patience) });
    const taken = performance.now() - begun;
    if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
    await answer.arrayBuffer();
    return taken;
  } finally {
    child.kill('SIGTERM');
    await gone;
  }
};

/** Where it serves, as it says itself. */
const serving = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), patience);
    child.once('error', reject);
    child.once('exit', () => {
      clearTimeout(timer);
      reject(new Error(`the server does not start: ${said}`));
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-10_000);
      const [, url] = /serving (http:\S+)/.exec(said) ?? [];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  });

/** How long Node.js takes to start and to end without anything to do, in milliseconds. */
export const startOfNode = async (): Promise<number> => {
  const begun = performance.now();
  const child = spawn(process.execPath, ['-e', '0'], {
    env: { PATH: process.env['PATH'] },
    stdio: 'ignore',
  });
  await once(child, 'exit');
  return performance.now() - begun;
};
