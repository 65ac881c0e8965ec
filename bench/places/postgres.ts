import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { Client } from 'pg';
import { newFolder } from './folder.ts';
import { giveToOwner, owner, programs } from './postgres-programs.ts';

/** A PostgreSQL of its own, on this machine alone, with nothing in it. */
export interface Postgres extends AsyncDisposable {
  /** Makes a database with nothing in it; answers its URL. */
  readonly newDatabase: () => Promise<string>;
}

const user = 'tenantry';

/**
 * Starts one as its makers deliver it: what it says is committed is on disk, and it keeps its own house
 * meanwhile. It has up to 100 connections.
 */
export const startPostgres = async (): Promise<Postgres> => {
  const folder = newFolder();
  const password = randomBytes(16).toString('hex');
  try {
    giveToOwner(folder.file('.'));
    const { initdb, postgres } = programs(folder);
    const data = folder.file('data');
    initialise(initdb, data, { file: folder.file('password'), text: password });
    const port = await freePort();
    const child = spawn(
      postgres,
      ['-D', data, '-p', `${port}`, '-h', '127.0.0.1', '-c', 'unix_socket_directories='],
      { ...owner(), stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const gone = once(child, 'exit');
    const abandon = (): void => {
      child.kill('SIGQUIT');
      folder[Symbol.dispose]();
    };
    process.once('exit', abandon);
    await ready(child);
    const server = `postgres://${user}:${password}@127.0.0.1:${port}`;
    return {
      newDatabase: () => newDatabase(server),
      [Symbol.asyncDispose]: async () => {
        process.off('exit', abandon);
        child.kill('SIGINT');
        await gone;
        folder[Symbol.dispose]();
      },
    };
  } catch (fault) {
    folder[Symbol.dispose]();
    throw fault;
  }
};

function initialise(
  initdb: string,
  data: string,
  password: { readonly file: string; readonly text: string },
): void {
  writeFileSync(password.file, password.text, { mode: 0o600 });
  giveToOwner(password.file);
  execFileSync(
    initdb,
    [
      `--pgdata=${data}`,
      `--username=${user}`,
      `--pwfile=${password.file}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
    ],
    { ...owner(), stdio: ['ignore', 'ignore', 'pipe'] },
  );
}

/** Rejects with what it said where it ended instead. What it says later is read, and let go. */
function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`PostgreSQL does not start: ${said}`)));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-10_000);
      if (said.includes('ready to accept connections')) resolve();
    });
  });
}

let databases = 0;

async function newDatabase(server: string): Promise<string> {
  const name = `bench_${databases++}`;
  const client = new Client(`${server}/postgres`);
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
  return `${server}/${name}`;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
