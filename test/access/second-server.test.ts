import { join } from 'node:path';
import { argon2Hasher } from '@tenantry/runtime';
import { openSqlite } from '@tenantry/sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';
import { serving, tenantry } from '../cli/tenantry.ts';
import { expectOk } from '../protocols/installation.ts';
import { chosen, houseSecret, openHouse, password } from './house.ts';

it('what a third process suspends three levels up opens nothing on either of two servers', async () => {
  const folder = emptyFolder();
  const file = join(folder, 'tenantry.db');
  const open = () => openSqlite({ file, migrate: 'auto' });
  const house = await openHouse(open, {}, argon2Hasher());
  const { app, clock } = house;
  // Servers go by the time that it is.
  clock.advance((Date.now() - clock.now().getTime()) / 1000);
  const contact = { firstName: 'Con', lastName: 'Tact', phone: '+390612345' };
  const partners: string[] = [];
  let caller = house.master;
  for (const name of ['one', 'two', 'three']) {
    const person = { ...contact, userName: name, email: `${name}@example.com` };
    const { account } = expectOk(await app.partners.create({ name, contact: person }, { caller }));
    partners.push(account.id);
    caller = app.as.account(account.id);
  }
  const entry = { firstName: 'Joe', lastName: 'Doe', email: 'joe@example.com' };
  const { account } = expectOk(
    await app.registers.register({ ...entry, ...chosen, mayHaveSubAccounts: true }, { caller }),
  );
  const own = app.as.account(account.id);
  const key = expectOk(await app.keys.create({}, { caller: own })).text?.reveal() ?? '';
  const invitee = { name: 'Ann', email: 'ann@example.com' };
  expectOk(await app.members.invite(invitee, { caller: own }));
  const link = await house.tokenFor(invitee.email);
  const signedIn = { account: account.id, email: entry.email, password };
  const bearer = expectOk(await app.sessions.issue({ grant: 'password', ...signedIn }));
  const session = expectOk(await app.sessions.signIn(signedIn));
  const environment = { TENANTRY_SECRET: houseSecret, TENANTRY_MAIL: 'directory:mail' };
  const installation = { folder, environment };
  const serve = async () => {
    const server = await serving(installation, ['--port', '0']);
    onTestFinished(() => void server.process.kill('SIGKILL'));
    return server;
  };
  const servers = await Promise.all([serve(), serve()]);

  const json = (body: object) => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const basic = `Basic ${Buffer.from(`${account.id}/${entry.email}:${password}`).toString('base64')}`;
  const v8 = `/a/${account.address}/api/v8`;
  const credentials = new URLSearchParams({ login: entry.email, password }).toString();
  const ways: Readonly<Record<string, readonly [string, RequestInit]>> = {
    key: [`/v2/customers/${account.number}`, { headers: { api_key: key } }],
    'token for the key': ['/v1/tokens', json({ grant: 'api_key', key })],
    'token for the password': ['/v1/tokens', json({ grant: 'password', ...signedIn })],
    basic: ['/api/v1/partners', { headers: { Authorization: basic } }],
    bearer: [`${v8}/apps`, { headers: { Authorization: `Bearer ${bearer.token.reveal()}` } }],
    session: [
      `${v8}/apps`,
      { headers: { Authorization: `Bearer ${session.accessToken.reveal()}` } },
    ],
    'sign-in': [`${v8}/auth?${credentials}`, {}],
    invitation: [`/invitations/${link}`, {}],
  };
  const statuses = async (): Promise<readonly (readonly [string, readonly number[]])[]> =>
    Promise.all(
      Object.entries(ways).map(async ([way, [path, init]]) => {
        const answers = await Promise.all(servers.map(({ url }) => fetch(url + path, init)));
        return [way, answers.map(({ status }) => status)] as const;
      }),
    );
  const isIn = (status: number) => status !== 401 && status !== 410;

  expect((await statuses()).filter(([, found]) => !found.every(isIn))).toEqual([]);
  const suspended = tenantry(installation, ['suspend', partners[0] ?? '', '--yes']);
  expect(suspended).toMatchObject({ code: 0 });
  expect((await statuses()).filter(([, found]) => found.some(isIn))).toEqual([]);
  const refresh = `${v8}/refresh?refresh_token=${session.refreshToken.reveal()}`;
  for (const { url } of servers) expect((await fetch(url + refresh)).status).toBe(401);
  expect(tenantry(installation, ['reactivate', partners[0] ?? '']).code).toBe(0);
  expect((await statuses()).filter(([, found]) => !found.every(isIn))).toEqual([]);
  for (const { stop } of servers) expect(await stop('SIGTERM')).toBe(0);
});
