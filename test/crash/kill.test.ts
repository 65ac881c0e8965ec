import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';
import { type Installation, serving, tenantry } from '../cli/tenantry.ts';
import {
  createRemotely,
  type Remote,
  showRemotely,
  type Told,
} from '../protocols/customers-v2-remote.ts';
import { rounds } from '../rounds.ts';

const kills = rounds(3);
const clients = 6;
const users = 3;
const pollOptions = { timeout: 30_000, interval: 5 };

interface Answered extends Told {
  readonly name: string;
}

it('keeps every answered customer whole, and no half of any, through kill -9', async () => {
  const installation: Installation = {
    folder: emptyFolder(),
    environment: { TENANTRY_SECRET: 'a secret of these tests with 32 bytes or more' },
  };
  const init = tenantry(installation, [
    'init',
    '--name',
    'Root',
    '--email',
    'root@example.com',
    '--json',
  ]);
  expect(init.said).toBe('');
  const { account, apiKey } = JSON.parse(init.out);
  const remoteAt = (url: string): Remote => ({ url, key: apiKey, account: account.id });
  const answered: Answered[] = [];

  for (let round = 0; round < kills; round++) {
    const server = await serving(installation, ['--port', '0']);
    let killed = false;
    const client = async (number: number): Promise<void> => {
      for (let count = 0; !killed; count++) {
        const name = `customer ${round}.${number}.${count}`;
        try {
          const told = await createRemotely(remoteAt(server.url), name, users);
          expect(told.status).toBe(201);
          answered.push({ name, ...told });
        } catch (error) {
          // A connection that broke was not answered: that customer may exist once or not.
          if (!killed) throw error;
        }
      }
    };
    const running = Array.from({ length: clients }, (_, number) => client(number));
    const before = answered.length;
    await expect.poll(() => answered.length, pollOptions).toBeGreaterThan(before);
    await pause(Math.random() * 500);
    killed = true;
    await server.stop('SIGKILL');
    await Promise.all(running);
  }

  expect(answered.length).toBeGreaterThan(kills);
  const server = await serving(installation, ['--port', '0']);
  for (const { id, customer } of answered) {
    const found = await showRemotely(remoteAt(server.url), id);
    expect(found).toEqual({ status: 200, id, customer });
  }
  expect(await server.stop('SIGTERM')).toBe(0);
  expectNoHalves(join(installation.folder, 'tenantry.db'), answered);
});

function expectNoHalves(file: string, answered: readonly Answered[]): void {
  const database = new Database(file, { readonly: true });
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.pragma('foreign_key_check')).toEqual([]);
    const parts = database
      .prepare<[], { name: string; [part: string]: unknown }>(
        `SELECT name,
           (SELECT count(*) FROM tenantry_customer c WHERE c.account_id = a.id) AS customers,
           (SELECT count(*) FROM tenantry_membership m WHERE m.account_id = a.id) AS members,
           (SELECT count(*) FROM tenantry_external_reference r WHERE r.account_id = a.id) AS refs,
           (SELECT count(*) FROM tenantry_outbox o JOIN tenantry_membership m
              ON m.id = o.membership_id WHERE m.account_id = a.id) AS mails,
           (SELECT count(*) FROM tenantry_event e WHERE e.account_id = a.id) AS events
         FROM tenantry_account a WHERE kind = 'customer'`,
      )
      .all();
    for (const { name: _, ...whole } of parts)
      expect(whole).toEqual({ customers: 1, members: users, refs: 2, mails: users, events: 1 });
    const names = parts.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(names)).toEqual(new Set([...names, ...answered.map(({ name }) => name)]));
  } finally {
    database.close();
  }
}
