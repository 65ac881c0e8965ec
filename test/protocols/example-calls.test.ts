import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { exampleCalls } from '@tenantry/http';
import { listen } from '@tenantry/http/node';
import { expect, it } from 'vitest';
import { openInstallation } from './installation.ts';

const run = promisify(execFile);

/** What a POSIX shell shows of a pasted text. */
const pasted = async (text: string): Promise<string> =>
  (await run('/bin/sh', ['-c', text], { encoding: 'utf8' })).stdout;

it('the calls that are printed work as they are, again and again', async () => {
  const { app, key, master, http, password } = await openInstallation();
  const server = await listen(http, { port: 0 });
  const text = exampleCalls({
    publicUrl: server.url,
    apiKey: key,
    account: { id: master.id, number: master.number, url: `${server.url}/a/${master.address}` },
    user: { userName: 'master@tenantry.test', email: 'master@tenantry.test', password },
  });
  const calls = text.split('\n\n');
  expect(calls.map((call) => /^# ([\w-]+): /.exec(call)?.[1])).toEqual([
    'customers-v2',
    'partners-v1',
    'partners-v8',
    'admin-accounts-v1',
  ]);
  for (const call of calls)
    for (let time = 0; time < 2; time++) {
      const answer = await pasted(call);
      expect(JSON.parse(answer), answer).not.toHaveProperty('errors');
    }
  const caller = app.as.account(master.id);
  const subtree = await app.accounts.subtree({ account: master.id }, { caller });
  expect(subtree.ok && subtree.value.items.map(({ kind }) => kind).toSorted()).toEqual([
    'customer',
    'customer',
    'master',
    'partner',
    'partner',
    'registered',
    'registered',
    'registered',
    'registered',
  ]);
  await server.close();
});

it('a quote in a value does not end its word', async () => {
  const text = exampleCalls({
    publicUrl: 'http://127.0.0.1:9',
    apiKey: "it's",
    account: { id: 'id', number: 1, url: 'http://127.0.0.1:9/a/b' },
    user: { userName: "o'user", email: 'a@b.test', password: "pass'word" },
  });
  const [call = ''] = text.split('\n\n');
  expect(await pasted(`curl() { printf '%s|' "$@"; }\n${call}`)).toContain("|api_key: it's|");
});
