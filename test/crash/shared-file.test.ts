import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';
import { type Installation, serving, tenantry } from '../cli/tenantry.ts';
import { createRemotely } from '../protocols/customers-v2-remote.ts';
import { rounds } from '../rounds.ts';

const clients = 32;
const wanted = rounds(100);

it('two servers that saturate one file both get their writes in, and stay alive', async () => {
  const installation: Installation = {
    folder: emptyFolder(),
    environment: { TENANTRY_SECRET: 'a secret of these tests with 32 bytes or more' },
  };
  const words = ['init', '--name', 'Root', '--email', 'root@example.com', '--json'];
  const { account, apiKey } = JSON.parse(tenantry(installation, words).out);
  const servers = await Promise.all([0, 1].map(() => serving(installation, ['--port', '0'])));
  const made = [0, 0];
  /** What each had made when the first of them was done. */
  let shares: readonly number[] | undefined;

  const client = async (at: number, url: string): Promise<void> => {
    while ((made[at] ?? 0) < wanted) {
      const told = await createRemotely({ url, key: apiKey, account: account.id }, 'Acme', 1);
      expect(told.status).toBe(201);
      made[at] = (made[at] ?? 0) + 1;
      if (made[at] === wanted) shares ??= [...made];
    }
  };
  const running = servers.flatMap(({ url }, at) =>
    Array.from({ length: clients }, () => client(at, url)),
  );
  const alive = async (url: string): Promise<void> => {
    while (made.some((count) => count < wanted)) {
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
      await pause(20);
    }
  };
  await Promise.all([...running, ...servers.map(({ url }) => alive(url))]);
  for (const share of shares ?? []) expect(share).toBeGreaterThan(wanted / 10);
  for (const server of servers) expect(await server.stop('SIGTERM')).toBe(0);
});
