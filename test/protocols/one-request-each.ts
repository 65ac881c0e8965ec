import { expectOk, type Installation } from './installation.ts';

export const url = 'https://tenantry.test';

/** A request of the master account's in each protocol. */
export type Door = (installation: Installation) => Promise<Request>;

const get = (path: string, headers: Readonly<Record<string, string>>): Request =>
  new Request(url + path, { headers });

const basic = ({ password }: Installation): string =>
  `Basic ${Buffer.from(`master@tenantry.test:${password}`).toString('base64')}`;

const token = async ({ app, master, password }: Installation): Promise<string> => {
  const { address } = master;
  const email = 'master@tenantry.test';
  const pair = expectOk(await app.sessions.signIn({ address, email, password }));
  return `Bearer ${pair.accessToken.reveal()}`;
};

type Name = 'management' | 'customers-v2' | 'partners-v1' | 'partners-v8' | 'admin-accounts-v1';

export const doors: Readonly<Record<Name, Door>> = {
  management: async ({ key }) => get('/v1/accounts', { Authorization: `Bearer ${key}` }),
  'customers-v2': async ({ key, master }) =>
    get('/v2/customers/999', { api_key: key, 'X-Frankie-CustomerID': master.id }),
  'partners-v1': async (installation) =>
    get('/api/v1/partners', { Authorization: basic(installation) }),
  'partners-v8': async (installation) =>
    get(`/a/${installation.master.address}/api/v8/apps`, {
      Authorization: await token(installation),
    }),
  'admin-accounts-v1': async ({ key }) =>
    new Request(`${url}/api/v1/admin/accounts/1`, {
      method: 'POST',
      headers: { api_key: key, Accept: 'application/xml', 'Content-Type': 'application/xml' },
      body: '<Account/>',
    }),
};

/** What tells a 429 in each of them. */
export const told: Readonly<Record<Name, string>> = {
  management: '"code":"TooManyRequests"',
  'customers-v2': '"errorCode":"API-0429"',
  'partners-v1': '"errorCode":7429',
  'partners-v8': '"status":"429"',
  'admin-accounts-v1': '<ErrorCode>TooManyRequests</ErrorCode>',
};
