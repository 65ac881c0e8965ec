import { describe, expect, it } from 'vitest';
import { clientOf } from './customers-v2-client.ts';
import { expectOk, type Installation, openInstallation } from './installation.ts';
import { quickHasher } from './quick-hasher.ts';

const secretive = (installation: Installation) => ({
  customer: { name: 'Canary Name' },
  initialUsers: [{ name: 'Canary Person', email: 'canary@example.com' }],
  additionalConfigurations: { canary: { canary: 'canary' } },
  externalReferences: [{ name: 'canary', value: installation.password }],
});

const accessLines = ({ lines }: Installation) =>
  lines.filter(({ message }) => message === 'request').map(({ facts }) => facts);

describe('the access log', () => {
  it('has one line for each request, with the route and never the path', async () => {
    const installation = await openInstallation();
    const { master, http } = installation;
    const client = clientOf(installation);
    const ofMaster = installation.app.as.account(master.id);
    const child = await installation.customer('Child');
    const answers = [
      await client.create(secretive(installation)),
      await client.create({}),
      await client.create({}, { api_key: 'wrong' }),
      await client.show(child.account.id),
      await client.send('GET', '/v2/canary?api_key=canary'),
      await client.send('DELETE', '/v2/customers'),
    ];
    await http.fetch(new Request('http://host/canary', { method: 'OPTIONS' }));
    await http.fetch(new Request('http://host/healthz'));
    const [key] = expectOk(await installation.app.keys.list({}, { caller: ofMaster })).items;
    const known = { account: master.id, key: key?.id };
    const timed: object = { requestId: expect.any(String), durationMs: expect.any(Number) };
    expect(accessLines(installation)).toEqual([
      { ...timed, method: 'POST', route: '/v2/customers', status: 201, ...known },
      { ...timed, method: 'POST', route: '/v2/customers', status: 400, ...known },
      { ...timed, method: 'POST', route: '/v2/customers', status: 401 },
      { ...timed, method: 'GET', route: '/v2/customers/:customerChildId', status: 200, ...known },
      { ...timed, method: 'GET', status: 404 },
      { ...timed, method: 'DELETE', status: 405 },
      { ...timed, method: 'OPTIONS', status: 404 },
      { ...timed, method: 'GET', route: '/healthz', status: 200 },
    ]);
    expect(
      accessLines(installation)
        .slice(0, answers.length)
        .map(({ requestId }) => requestId),
    ).toEqual(answers.map(({ body }) => body.requestId));
    expect(installation.lines).toHaveLength(8);
  });

  it('names the account that proved itself, not the one it acts for', async () => {
    const installation = await openInstallation();
    const child = await installation.customer('Child');
    await clientOf(installation).show(2, { 'X-Frankie-CustomerID': child.account.id });
    expect(accessLines(installation)).toMatchObject([{ account: installation.master.id }]);
  });

  it('tells a user from a key, by ids alone', async () => {
    const installation = await openInstallation();
    const { http, password } = installation;
    const credentials = Buffer.from(`master@tenantry.test:${password}`).toString('base64');
    const headers = { Authorization: `Basic ${credentials}` };
    await http.fetch(new Request('http://host/api/v1/partners', { headers }));
    const [line] = accessLines(installation);
    expect(line).toMatchObject({ account: installation.master.id, user: expect.any(String) });
    expect(line).not.toHaveProperty('key');
  });

  it("has the client's own name for the request, where that is harmless", async () => {
    const installation = await openInstallation();
    const client = clientOf(installation);
    const harmless = ['x', 'A-1_b.c', 'x'.repeat(128)];
    const harmful = ['', 'a b', 'x'.repeat(129), 'a, b', '{"x":1}', '\u001b[2J', 'é'];
    for (const id of [...harmless, ...harmful]) {
      const { body } = await client.create({}, { 'X-Request-Id': id });
      expect(body.requestId).not.toBe(id);
    }
    const ids = accessLines(installation).map(({ clientRequestId }) => clientRequestId);
    expect(ids).toEqual([...harmless, ...harmful.map(() => undefined)]);
  });

  it('holds nothing that a request said, whatever became of it', async () => {
    let broken = false;
    const installation = await openInstallation({
      around: (persistence) => ({
        ...persistence,
        transact: (work) =>
          broken ? Promise.reject(new Error('lost')) : persistence.transact(work),
      }),
    });
    const client = clientOf(installation);
    const fields = {
      'X-Frankie-Username': 'canary.user',
      'X-Frankie-Channel': 'canary-channel',
      'Idempotency-Key': 'canary-idempotency',
      'User-Agent': 'canary-agent',
      Cookie: 'canary=1',
    };
    const body = secretive(installation);
    await client.create(body, fields);
    await client.create({ ...body, customer: { name: 'Canary\u0000' } }, fields);
    await client.create(body, { ...fields, Authorization: `Basic ${installation.password}` });
    await client.createRaw(`canary ${installation.key}`, fields);
    broken = true;
    await client.create(body, { ...fields, 'Idempotency-Key': 'canary-other' });
    const logged = JSON.stringify(installation.lines);
    expect(installation.lines.map(({ level }) => level)).toContain('error');
    expect(logged).not.toMatch(/canary/i);
    expect(logged).not.toContain(installation.key);
    expect(logged).not.toContain(installation.key.slice(-20));
    expect(logged).not.toContain(installation.password);
    expect(logged).not.toContain('master@tenantry.test');
  });

  it('has the faults too that break a request whose client has left, and not its leaving', async () => {
    let leaving = new AbortController();
    let thrown: Error = new DOMException('left', 'AbortError');
    const hash = async (): Promise<never> => {
      leaving.abort();
      throw thrown;
    };
    const { http, key, lines } = await openInstallation({ hasher: { ...quickHasher(), hash } });
    const body = JSON.stringify({
      kind: 'registered',
      firstName: 'Jane',
      lastName: 'Doe',
      email: 'jane@example.com',
      password: 'four blue kettles',
      passwordConfirmation: 'four blue kettles',
    });
    const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
    const ask = () => {
      leaving = new AbortController();
      const asked = { method: 'POST', headers, body, signal: leaving.signal };
      return http.fetch(new Request('http://host/v1/accounts', asked));
    };
    expect((await ask()).status).toBe(499);
    expect(lines.map(({ message }) => message)).toEqual(['request']);
    thrown = new TypeError('a defect');
    expect((await ask()).status).toBe(500);
    expect(lines.map(({ message }) => message)).toEqual(['request', 'fault', 'request']);
    expect(lines[1]?.facts['errors']).toEqual(['TypeError: a defect']);
  });

  it('numbers requests so that they sort as they came', async () => {
    const { http } = await openInstallation();
    const ids: string[] = [];
    for (let at = 0; at < 100; at++) {
      const { headers } = await http.fetch(new Request('http://host/healthz'));
      ids.push(headers.get('X-Request-Id') ?? '');
    }
    expect(new Set(ids).size).toBe(100);
    expect(ids).toEqual(ids.toSorted());
  });

  it('is not needed', async () => {
    const { app } = await openInstallation();
    const { createHttp } = await import('@tenantry/http');
    const response = await createHttp(app).fetch(new Request('http://host/healthz'));
    expect(response.status).toBe(200);
  });
});
