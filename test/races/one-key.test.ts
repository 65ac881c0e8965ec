import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openApplication } from '@tenantry/container';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';
import { compiled, fileOf } from '../cli/started.ts';
import { migratedDatabase } from '../postgres/migrated.ts';
import { expectOk } from '../protocols/installation.ts';
import { rounds } from '../rounds.ts';

interface Told {
  readonly id?: string;
  readonly replayed?: boolean;
}

/** A process that has opened the database, and attempts once it is told to. */
const attempting = async (words: readonly string[]) => {
  const child = spawn(process.execPath, [fileOf('attempt-one-key'), ...words], {
    env: { ...process.env, ...compiled() },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return {
    go: () => child.stdin.write('go'),
    told: async (): Promise<readonly Told[]> => {
      const ended = once(child, 'exit');
      const told: Told[] = [];
      for await (const line of { [Symbol.asyncIterator]: () => lines }) told.push(JSON.parse(line));
      await ended;
      return told;
    },
  };
};

describe.each([
  ['sqlite', async () => `sqlite:${join(emptyFolder(), 'a.db')}`],
  ['postgres', migratedDatabase],
])('one key that two processes attempt twenty times at once each, on %s', (_, database) => {
  it('makes one account, and all hear of that one', async () => {
    const url = await database();
    const { app, close } = await openApplication({
      database: url,
      migrate: 'auto',
      mail: `directory:${emptyFolder()}`,
      publicUrl: 'http://localhost',
      secret: 'a secret of these tests with 32 bytes or more',
    });
    const { account } = expectOk(
      await app.initialise(
        { name: 'Root', email: 'root@example.com' },
        { caller: app.as.operator('test') },
      ),
    );
    for (let round = 0; round < rounds(1); round++) {
      const words = [url, account.id, `key-${round}`];
      const both = await Promise.all([attempting(words), attempting(words)]);
      for (const one of both) one.go();
      const told = (await Promise.all(both.map((one) => one.told()))).flat();
      expect(told).toHaveLength(40);
      expect(new Set(told.map(({ id }) => id)).size).toBe(1);
      expect(told.filter(({ replayed }) => replayed === false)).toHaveLength(1);
      expect(await app.deliverMail()).toMatchObject({ sent: 1 });
    }
    const page = expectOk(await app.accounts.children({}, { caller: app.as.account(account.id) }));
    expect(page.items).toHaveLength(rounds(1));
    await close();
  });
});
