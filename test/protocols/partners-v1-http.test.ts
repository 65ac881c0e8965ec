import type { Later } from '@tenantry/domain';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Installation, openInstallation } from './installation.ts';
import {
  attributesOf,
  basic,
  clientOf,
  codeOf,
  masterOf,
  partner,
  partnerBeneath,
} from './partners-v1-client.ts';

const path = '/api/v1/partners';

let installation: Installation;
let client: ReturnType<typeof clientOf>;
let request: ReturnType<typeof partner>;
beforeEach(async () => {
  installation = await openInstallation();
  client = clientOf(installation);
  request = partner({ id: installation.master.number });
});
afterEach(() => vi.useRealTimers());

describe('the media type of a body', () => {
  it.each(['application/json', 'Application/JSON; charset="UTF-8"', 'application/json; x=y'])(
    'may be %s',
    async (type) => {
      expect((await client.create(request, { 'Content-Type': type })).status).toBe(200);
    },
  );

  it.each([
    null,
    'text/plain',
    'text/json',
    'application/x-www-form-urlencoded',
    'application/json, application/json',
    'application/json; charset=utf-16',
    'application/json; charset',
  ])('may not be %s', async (type) => {
    const body = new TextEncoder().encode(JSON.stringify(request));
    const before = await installation.footprint();
    for (const answer of [
      await client.createRaw(body, { 'Content-Type': type }),
      await client.send('PATCH', '/2', body, { 'Content-Type': type }),
    ])
      expect(codeOf(answer)).toBe('415 7415');
    expect(await installation.footprint()).toEqual(before);
  });

  it('does not count where it is compressed', async () => {
    const answer = await client.create(request, { 'Content-Encoding': 'gzip' });
    expect(codeOf(answer)).toBe('415 7415');
  });

  it('is demanded of a correction, which is nothing without a body', async () => {
    expect(codeOf(await client.send('PATCH', '/2?name=x'))).toBe('415 7415');
    const empty = await client.send('PATCH', '/2', '', { 'Content-Type': 'application/json' });
    expect(attributesOf(empty)).toEqual(['body']);
  });
});

describe('the size of a body', () => {
  const padded = (bytes: number) => JSON.stringify(request).padEnd(bytes);

  it('may be 1 MiB and not a byte more, declared or not', async () => {
    expect((await client.createRaw(padded(1_048_576))).status).toBe(200);
    expect(codeOf(await client.createRaw(padded(1_048_577)))).toBe('413 7413');
    const declared = { 'Content-Length': '10000000000' };
    expect(codeOf(await client.createRaw('{}', declared))).toBe('413 7413');
    const answer = await client.send('PATCH', '/2', padded(1_048_577), {
      'Content-Type': 'application/json',
    });
    expect(codeOf(answer)).toBe('413 7413');
  });

  it('does not matter to a body that breaks off: that is a fault of the body', async () => {
    const broken = new ReadableStream<Uint8Array>({
      start: (controller) => controller.error(new Error('reset')),
    });
    const headers = {
      Authorization: basic(masterOf(installation)),
      'Content-Type': 'application/json',
    };
    const init = { method: 'POST', headers, body: broken, duplex: 'half' } as const;
    const response = await installation.http.fetch(new Request(`http://host${path}`, init));
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ errors: { body: { errorCode: 1004 } } });
  });
});

describe('methods and paths', () => {
  it.each(['PUT', 'PATCH', 'DELETE', 'PROPFIND'])(
    '%s is nothing for all partners',
    async (method) => {
      const answer = await client.send(method, '');
      expect(codeOf(answer)).toBe('405 7405');
      expect(answer.headers.get('Allow')).toBe('POST, GET, HEAD, OPTIONS');
    },
  );

  it.each(['PUT', 'POST', 'DELETE'])('%s is nothing for one partner', async (method) => {
    const answer = await client.send(method, '/2');
    expect(codeOf(answer)).toBe('405 7405');
    expect(answer.headers.get('Allow')).toBe('GET, PATCH, HEAD, OPTIONS');
  });

  it('OPTIONS says what there is, to anybody', async () => {
    const { http } = installation;
    const options = async (of: string) => {
      const { status, headers } = await http.fetch(
        new Request(`http://host${of}`, { method: 'OPTIONS' }),
      );
      return [status, headers.get('Allow')];
    };
    expect(await options(path)).toEqual([204, 'POST, GET, HEAD, OPTIONS']);
    expect(await options(`${path}/1`)).toEqual([204, 'GET, PATCH, HEAD, OPTIONS']);
  });

  it('HEAD answers as GET does, without the body', async () => {
    const { account } = await partnerBeneath(installation, installation.master);
    const headers = { Authorization: basic(masterOf(installation)) };
    for (const place of [path, `${path}/${account.id}`]) {
      const ask = (method: string) =>
        installation.http.fetch(new Request(`http://host${place}`, { method, headers }));
      const [got, head] = [await ask('GET'), await ask('HEAD')];
      expect([head.status, await head.text()]).toEqual([200, '']);
      expect(head.headers.get('Content-Length')).toBe(got.headers.get('Content-Length'));
    }
  });

  it.each(['/', '/1/2', '/1/', '//1', '/%', '/%ff', '/../partners/1/2'])(
    '%s beneath it is nothing',
    async (stray) => {
      expect(codeOf(await client.send('GET', stray))).toBe('404 7404');
    },
  );

  it.each([
    '/api/v1',
    '/api/v1/partner',
    '/api/v1/partnersx',
    '/api/v1/Partners',
    '/api/v2/partners',
  ])('%s is outside the protocol', async (stray) => {
    const response = await installation.http.fetch(new Request(`http://host${stray}`));
    expect(response.status).toBe(404);
    expect(await response.json()).not.toHaveProperty('errorCode');
  });

  it('a Host that is sent twice makes the request unreadable', async () => {
    expect(codeOf(await client.create(request, { Host: 'a, b' }))).toBe('400 7400');
  });
});

describe('what a caller is told of its allowance', () => {
  const allowance = ({ headers }: { readonly headers: Headers }) =>
    ['Limit', 'Remaining', 'Reset'].map((name) => headers.get(`X-RateLimit-${name}`));
  const most = 2_147_483_647;

  it('counts what each account asks for, whatever comes of it', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2025-03-01T12:00:30.000Z') });
    const { person } = await partnerBeneath(installation, installation.master);
    const other = clientOf(installation, person);
    const answers = [
      await client.create(request),
      await client.create({}),
      await client.create(partner({ id: 4711 })),
      await client.show(4711),
      await client.list(),
      await client.createRaw('x', { 'Content-Type': 'text/plain' }),
      await client.createRaw('', { 'Content-Length': '10000000000' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 409, 403, 404, 200, 415, 413]);
    const reset = '2025-03-01T12:01:00.000Z';
    expect(answers.map(allowance)).toEqual(
      answers.map((_, at) => [String(most), String(most - at - 1), reset]),
    );
    expect(allowance(await other.list())).toEqual([String(most), String(most - 1), reset]);
    vi.setSystemTime('2025-03-01T12:01:00.000Z');
    expect(allowance(await client.list())).toEqual([
      String(most),
      String(most - 1),
      '2025-03-01T12:02:00.000Z',
    ]);
  });

  it('is what policy lets it ask, where that says something, and to the last', async () => {
    const now = new Date('2025-03-01T12:00:30.000Z');
    vi.useFakeTimers({ toFake: ['Date'], now });
    const perCaller = { limit: 2, window: 90 };
    const limited = await openInstallation({
      policy: { requests: { perCaller, perAddress: { limit: 3, window: 60 } } },
    });
    const known = clientOf(limited);
    const answers = [await known.list(), await known.create({}), await known.list()];
    expect(answers.map(({ status }) => status)).toEqual([200, 409, 429]);
    const reset = '2025-03-01T12:02:00.000Z';
    expect(answers.map(allowance)).toEqual(['1', '0', '0'].map((left) => ['2', left, reset]));
    // Nobody knows who asks before the address is counted, and then whoever it is asks too much.
    const headers = { Authorization: basic(masterOf(limited)) };
    const from = { address: '192.0.2.1' };
    const ask = () =>
      limited.http.fetch(new Request('http://host/api/v1/partners', { headers }), from);
    for (const left of ['0', '0', '0']) expect(allowance(await ask())).toEqual(['2', left, reset]);
    expect(allowance(await ask())).toEqual([null, null, null]);
  });

  it('is of the address where that has less left', async () => {
    const rates = { perCaller: { limit: 9, window: 90 }, perAddress: { limit: 3, window: 60 } };
    const limited = await openInstallation({ policy: { requests: rates } });
    const headers = { Authorization: basic(masterOf(limited)) };
    const request = new Request('http://host/api/v1/partners', { headers });
    const answer = await limited.http.fetch(request, { address: '192.0.2.1' });
    expect(allowance(answer).slice(0, 2)).toEqual(['3', '2']);
  });

  it('is told to nobody who is unknown', async () => {
    const answers = [
      await client.list(),
      await client.create(request, { Authorization: null }),
      await client.send('DELETE', ''),
      await client.send('GET', '/1/2'),
    ];
    expect(answers.map((answer) => allowance(answer)[0])).toEqual([String(most), null, null, null]);
  });
});

describe('what the store refuses', () => {
  const failing = async (end: () => Promise<never> | Promise<Later<'Unavailable'>>) => {
    let broken = false;
    const failed = await openInstallation({
      around: (persistence) => ({
        ...persistence,
        transact: async (work) =>
          broken ? { ok: false, error: await end() } : persistence.transact(work),
      }),
    });
    broken = true;
    return { failed, speaking: clientOf(failed), body: partner({ id: failed.master.number }) };
  };

  it('answers 503 with a time to come back where it is busy', async () => {
    const { speaking, body } = await failing(async () => ({
      kind: 'Unavailable',
      retryAfter: 1.2,
    }));
    const answer = await speaking.create(body);
    expect(codeOf(answer)).toBe('503 7503');
    expect(answer.headers.get('Retry-After')).toBe('2');
  });

  it('answers 500 for a fault, shows nothing of it and logs it', async () => {
    const { failed, speaking, body } = await failing(() =>
      Promise.reject(new Error('SELECT secret FROM t')),
    );
    const answer = await speaking.create(body);
    expect(codeOf(answer)).toBe('500 7500');
    expect(answer.text).not.toMatch(/SELECT|\.ts|node_modules|at /);
    expect(failed.lines.find(({ level }) => level === 'error')?.facts).toMatchObject({
      requestId: answer.headers.get('X-Request-Id'),
      errors: ['Error: SELECT secret FROM t'],
    });
  });
});

it('the access log has the route, the account that proved itself, and nothing of the request', async () => {
  const { account, person } = await partnerBeneath(installation, installation.master);
  const speaking = clientOf(installation, person);
  const before = installation.lines.length;
  await speaking.show(account.number);
  await speaking.correct(account.id, { name: 'Canary' }, { 'Idempotency-Key': 'canary' });
  await client.create(partner({ name: 'Canary' }));
  const facts = installation.lines.slice(before).map((line) => line.facts);
  expect(facts).toMatchObject([
    { method: 'GET', route: `${path}/:id`, status: 200, account: account.id },
    { method: 'PATCH', route: `${path}/:id`, status: 200, account: account.id },
    { method: 'POST', route: path, status: 200, account: installation.master.id },
  ]);
  expect(JSON.stringify(installation.lines)).not.toMatch(/canary/i);
  expect(JSON.stringify(installation.lines)).not.toContain(person.password);
});
