/** A word that must not be found anywhere but in requests. */
export const canary = 'kanarienvogel';

/** Whose requests these are: of some the proof is right. */
interface Canaried {
  readonly key: string;
  readonly password: string;
  readonly account: { readonly id: string; readonly address: string };
}

/** Every header that is looked at anywhere, and some that are not. */
const headersOf = ({ key, account }: Canaried): Readonly<Record<string, string>> => ({
  'X-Frankie-CustomerID': account.id,
  'X-Frankie-Username': `${canary}.user`,
  'X-Frankie-Channel': `${canary}-channel`,
  'Idempotency-Key': `${canary}-idempotency`,
  // One that could forge a line is not kept; one that could not is.
  'X-Request-Id': `${canary} {"x":1}`,
  'X-Forwarded-For': `${canary}, 192.0.2.1`,
  'If-Match': `"${canary}"`,
  'User-Agent': canary,
  Referer: `http://${canary}/`,
  Origin: `http://${canary}`,
  Cookie: `session=${canary}`,
  'X-Unheard-Of': canary,
  Accept: 'application/json',
  api_key: key,
});

const person = {
  name: `${canary} name`,
  email: `${canary}@example.com`,
  firstName: canary,
  lastName: canary,
  login: `${canary}@example.com`,
  userName: canary,
  password: `${canary} password`,
  phrase: `${canary} phrase`,
  token: canary,
};

/** Requests with something to be kept secret in each of their places, right and wrong ones. */
export const canaryRequests = (
  installation: Canaried,
): readonly (readonly [string, string, RequestInit?])[] => {
  const { key, password, account } = installation;
  const headers = headersOf(installation);
  const json = { ...headers, 'Content-Type': 'application/json' };
  const customer = {
    customer: { name: canary },
    initialUsers: [{ name: canary, email: `${canary}@example.com` }],
    additionalConfigurations: { [canary]: { [canary]: canary } },
    externalReferences: [{ name: canary, value: canary }],
  };
  const basic = (name: string, secret: string) =>
    `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;
  const post = (path: string, body: unknown, more: object = {}) =>
    [
      'POST',
      path,
      {
        headers: { ...json, ...more },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      },
    ] as const;
  const v8 = `/a/${account.address}/api/v8`;
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const xml = { 'Content-Type': 'application/xml' };
  return [
    post('/v2/customers', customer),
    post('/v2/customers', { ...customer, [canary]: canary }, { 'Idempotency-Key': `${canary}-2` }),
    post('/v2/customers', `{"${canary}": ${canary}}`),
    post('/v2/customers', customer, { api_key: `tenantry_${canary}` }),
    post('/v2/customers', customer, { Authorization: `Bearer ${canary}` }),
    post('/v2/customers', canary, { 'Content-Type': `text/${canary}` }),
    post(`/v2/customers?api_key=${key}&${canary}=${canary}`, customer),
    post(
      '/api/v1/partners',
      { ...person, contact: person, verificationPhrase: canary },
      {
        Authorization: basic('root@example.com', password),
      },
    ),
    post('/api/v1/partners', person, { Authorization: basic(canary, `${canary} wrong`) }),
    post('/api/v1/admin/accounts/1', `<AccountRegister><${canary}>${canary}</${canary}>`, xml),
    post('/api/v1/admin/accounts/1', { Firstname: canary, Password: canary, Email: canary }),
    post(`/api/v1/admin/accounts/${canary}`, person),
    post('/v1/tokens', { grant: 'api_key', key }),
    post('/v1/tokens', { grant: 'password', userName: canary, password: canary }),
    post('/v1/accounts', { kind: 'customer', ...person }),
    post('/v1/accounts/1/phrase-checks', { phrase: canary }),
    post(`/v1/members/${canary}/resend`, {}),
    post(`${v8}/auth`, person),
    post(`${v8}/auth`, `login=${canary}&password=${canary}`, form),
    post('/password-reset', `email=${canary}%40example.com`, form),
    post(`/invitations/${canary}`, `password=${canary}&token=${canary}`, form),
    ['GET', `${v8}/auth?login=${canary}&password=${encodeURIComponent(password)}`, { headers }],
    ['GET', `${v8}/refresh?refresh_token=${canary}`, { headers }],
    ['GET', `/v2/customers/${canary}`, { headers }],
    ['GET', `/v1/accounts?reference=${canary}:${canary}&cursor=${canary}`, { headers }],
    ['GET', `/invitations/${canary}?token=${canary}`, { headers }],
    ['GET', `/a/${canary}`, { headers }],
    ['GET', `/${canary}/${key}`, { headers }],
    ['DELETE', `/v2/customers/${canary}`, { headers }],
  ];
};
