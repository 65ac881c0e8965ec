import { createHttp } from '@tenantry/http';
import { describe, expect, it } from 'vitest';
import { expectOk, openInstallation } from '../protocols/installation.ts';
import { doors, told, url } from '../protocols/one-request-each.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';

const one = { limit: 1, window: 60 };

const limited = (requests: object) =>
  openInstallation({ policy: { requests }, hasher: quickHasher() });

describe('the limit of one caller', () => {
  it('is none where policy says nothing', async () => {
    const installation = await limited({});
    for (let times = 0; times < 20; times++) {
      const answer = await installation.http.fetch(await doors['customers-v2'](installation));
      expect(answer.status).toBe(404);
      expect(answer.headers.has('RateLimit')).toBe(false);
    }
  });

  it.each([
    'management',
    'customers-v2',
    'partners-v1',
    'partners-v8',
    'admin-accounts-v1',
  ] as const)('is told by every reply, and past it %s refuses in its own shape', async (name) => {
    const installation = await limited({ perCaller: one });
    const { http } = installation;
    const request = await doors[name](installation);
    const [first, second] = [await http.fetch(request.clone()), await http.fetch(request)];
    expect(first.status).not.toBe(429);
    expect(first.headers.get('RateLimit-Policy')).toBe('"caller";q=1;w=60');
    expect(first.headers.get('RateLimit')).toMatch(/^"caller";r=0;t=\d+$/);
    expect(second.status).toBe(429);
    expect(second.headers.get('Retry-After')).toMatch(/^[1-9]\d?$/);
    expect(second.headers.get('RateLimit')).toMatch(/^"caller";r=0;t=\d+$/);
    expect(await second.text()).toContain(told[name]);
  });

  it('is one in all protocols, and for all keys and people of an account', async () => {
    const installation = await limited({ perCaller: one });
    const { app, http, master } = installation;
    const caller = app.as.account(master.id);
    const issued = expectOk(await app.keys.create({}, { caller }));
    const another = { ...installation, key: issued.text?.reveal() ?? '' };
    const answers = [
      await http.fetch(await doors['customers-v2'](installation)),
      await http.fetch(await doors['admin-accounts-v1'](another)),
      await http.fetch(await doors['partners-v1'](installation)),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 429, 429]);
  });

  it('hinders nobody but that caller, however much it asks', async () => {
    const installation = await limited({ perCaller: { limit: 5, window: 60 } });
    const { http } = installation;
    const other = await installation.customer('Other');
    const greedy = await Promise.all(
      Array.from({ length: 250 }, async () =>
        http.fetch(await doors['customers-v2'](installation)),
      ),
    );
    expect(greedy.filter(({ status }) => status === 429)).toHaveLength(245);
    const elsewhere = { ...installation, key: other.key, master: other.account };
    const beneath = await http.fetch(await doors['customers-v2'](elsewhere));
    expect(beneath.status).toBe(404);
  });

  it('is not used up by whoever only claims to be that caller', async () => {
    const installation = await limited({ perCaller: one });
    const { http, key } = installation;
    for (const wrong of ['wrong', `${key}x`, ''])
      await http.fetch(await doors['customers-v2']({ ...installation, key: wrong }));
    const answer = await http.fetch(await doors['customers-v2'](installation));
    expect(answer.status).toBe(404);
  });
});

describe('the limit of one address', () => {
  const asked = (
    http: Pick<ReturnType<typeof createHttp>, 'fetch'>,
    address?: string,
    path = '/',
  ) => http.fetch(new Request(url + path), address === undefined ? {} : { address });

  it('comes before anything else, and is told in the shape of the path', async () => {
    const { http } = await limited({ perAddress: one });
    await asked(http, '192.0.2.1');
    for (const [path, shape] of [
      ['/v2/x', '"errorCode":"API-0429"'],
      ['/v1/x', '"code":"TooManyRequests"'],
      ['/api/v1/partners', '"errorCode":7429'],
      ['/password-reset', '<h1>'],
      ['/nowhere', '"status":429'],
    ] as const) {
      const answer = await asked(http, '192.0.2.1', path);
      expect({ path, status: answer.status }).toEqual({ path, status: 429 });
      expect(answer.headers.get('RateLimit-Policy')).toBe('"address";q=1;w=60');
      expect(answer.headers.get('Retry-After')).toMatch(/^[1-9]\d?$/);
      expect(await answer.text()).toContain(shape);
    }
  });

  it('counts 64 bits of IPv6 as one, and nobody whose address is not known', async () => {
    const { http } = await limited({ perAddress: one });
    const addresses = ['2001:db8::1', '2001:db8::2', '2001:db8:0:1::1', undefined, undefined, 'x'];
    const statuses: number[] = [];
    for (const address of addresses) statuses.push((await asked(http, address)).status);
    expect(statuses).toEqual([404, 429, 404, 404, 404, 404]);
  });

  it('never hinders whoever watches the process', async () => {
    const { http } = await limited({ perAddress: one });
    for (let times = 0; times < 5; times++)
      for (const path of ['/healthz', '/readyz'])
        expect((await asked(http, '192.0.2.1', path)).status).toBe(200);
    expect((await asked(http, '192.0.2.1')).status).toBe(404);
  });

  it('stands beside that of the caller', async () => {
    const installation = await limited({ perAddress: { limit: 9, window: 5 }, perCaller: one });
    const request = await doors['customers-v2'](installation);
    const { headers } = await installation.http.fetch(request, { address: '192.0.2.1' });
    expect(headers.get('RateLimit-Policy')).toBe('"address";q=9;w=5, "caller";q=1;w=60');
    expect(headers.get('RateLimit')).toMatch(/^"address";r=8;t=\d, "caller";r=0;t=\d+$/);
  });
});

describe('what policy says of requests', () => {
  it('is asked once for many requests, and missing it stops nobody', async () => {
    const { app } = await limited({ perAddress: one });
    const lines: string[] = [];
    let asked = 0;
    const requestLimits = async () => {
      asked++;
      throw new Error('lost');
    };
    const log = (_: string, message: string) => void lines.push(message);
    const http = createHttp({ ...app, requestLimits }, { telemetry: { log, count: () => {} } });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => http.fetch(new Request(url), { address: '192.0.2.1' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(404));
    expect(asked).toBe(1);
    expect(lines.filter((line) => line !== 'request')).toEqual(['limits not read']);
  });
});
