import { describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { good, openPages, origin } from './installation.ts';

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const chosen = { password: good, passwordConfirmation: good };

/** What a browser or a program may say of where a form comes from, and whether that is taken. */
const senders: readonly (readonly [string, Readonly<Record<string, string>>, boolean])[] = [
  ['a program', {}, true],
  ['our own page, without a referrer', { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' }, true],
  ['our own page', { Origin: origin, 'Sec-Fetch-Site': 'same-origin' }, true],
  ['an old browser on our page', { Origin: 'null' }, true],
  ['an older one', { Origin: origin }, true],
  ['a bookmark', { 'Sec-Fetch-Site': 'none' }, true],
  ['another site', { Origin: 'https://evil.test', 'Sec-Fetch-Site': 'cross-site' }, false],
  ['one that hides itself', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }, false],
  ['one that claims to be ours', { Origin: origin, 'Sec-Fetch-Site': 'cross-site' }, false],
  ['one that an old browser names', { Origin: 'https://evil.test' }, false],
  ['a neighbour', { Origin: 'https://www.tenantry.test', 'Sec-Fetch-Site': 'same-site' }, false],
  ['a neighbour that hides itself', { Origin: 'null', 'Sec-Fetch-Site': 'same-site' }, false],
  [
    'a name that leads here',
    { Origin: 'https://evil.test', 'Sec-Fetch-Site': 'same-origin' },
    false,
  ],
  ['another scheme', { Origin: 'http://tenantry.test' }, false],
  ['another port', { Origin: 'https://tenantry.test:8443' }, false],
  ['two at once', { Origin: `${origin}, https://evil.test` }, false],
  ['two kinds at once', { 'Sec-Fetch-Site': 'same-origin, cross-site' }, false],
];

describe('a form that is sent by', () => {
  it.each(senders)('%s', async (_, headers, isTaken) => {
    const pages = await openPages();
    await pages.invite('jane@example.com');
    const path = await pages.mailedPath();
    const { status } = await pages.post(path, chosen, headers);
    expect(status).toBe(isTaken ? 200 : 403);
    if (!isTaken) expect((await pages.post(path, chosen)).status).toBe(200);
    const elsewhere = ['/password-reset', '/password-reset/x', '/password-change'];
    for (const other of elsewhere)
      expect((await pages.post(other, {}, headers)).status === 403).toBe(!isTaken);
  });
});

describe('a form that cannot be read', () => {
  const body = new URLSearchParams(chosen).toString();
  const unreadable: readonly (readonly [
    string,
    Readonly<Record<string, string>>,
    string,
    number,
  ])[] = [
    ['JSON', { 'Content-Type': 'application/json' }, JSON.stringify(chosen), 415],
    ['in parts', { 'Content-Type': 'multipart/form-data; boundary=x' }, '--x--', 415],
    ['plain text', { 'Content-Type': 'text/plain' }, body, 415],
    ['of no type', {}, body, 415],
    [
      'in another charset',
      { 'Content-Type': `${form['Content-Type']}; charset=latin1` },
      body,
      415,
    ],
    ['compressed', { ...form, 'Content-Encoding': 'gzip' }, body, 415],
    ['too large', form, `${body}&x=${'x'.repeat(65_536)}`, 413],
    ['with a field that stands twice', form, `${body}&password=another%20one`, 400],
    ['with the same field twice', form, `${body}&passwordConfirmation=x`, 400],
    ['no UTF-8', form, 'password=%FF&passwordConfirmation=%FF', 400],
    ['wrongly escaped', form, 'password=%zz&passwordConfirmation=%zz', 400],
    ['of too many fields', form, `${body}${'&x=1'.repeat(200)}`, 400],
  ];

  it.each(unreadable)('%s is refused, and nothing is spent', async (_, headers, text, status) => {
    const pages = await openPages();
    await pages.invite('jane@example.com');
    const path = await pages.mailedPath();
    // A string would be given a type.
    const sent = new TextEncoder().encode(text);
    const request = new Request(origin + path, { method: 'POST', headers, body: sent });
    const response = await pages.http.fetch(request);
    expect(response.status).toBe(status);
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect((await pages.post(path, { ...chosen, more: 'ignored' })).status).toBe(200);
  });
});

describe('a page', () => {
  it('takes no other method, and is nothing beside itself', async () => {
    const pages = await openPages();
    const paths = ['/password-reset', '/password-reset/x', '/password-change', '/invitations/x'];
    for (const path of paths)
      for (const method of ['PUT', 'PATCH', 'DELETE']) {
        const { status, headers } = await pages.ask(method, path);
        expect([status, headers.get('Allow')]).toEqual([405, 'GET, POST, HEAD, OPTIONS']);
      }
    for (const path of [
      '/invitations',
      '/invitations/',
      '/invitations/x/y',
      '/password-change/x',
    ]) {
      const { status, text } = await pages.get(path);
      expect([path, status, text.includes('Nothing is here')]).toEqual([path, 404, true]);
    }
  });

  it('says when to come again while the store is away', async () => {
    let isAway = false;
    const { StoreUnavailable } = await import('@tenantry/domain');
    const pages = await openPages({
      around: (persistence) => ({
        ...persistence,
        read: async (work) => {
          if (isAway) throw new StoreUnavailable('away');
          return persistence.read(work);
        },
      }),
    });
    await pages.invite('jane@example.com');
    const path = await pages.mailedPath();
    isAway = true;
    const asked = [path, '/password-reset', '/password-reset/x', '/password-change', '/a/x'];
    for (const each of asked) {
      const { status, headers } = await pages.get(each);
      expect([each, status, headers.get('Retry-After')]).toEqual([each, 503, '1']);
    }
    for (const each of asked.slice(0, 4)) {
      const { status, headers } = await pages.post(each, { ...chosen, email: 'a@example.com' });
      expect([each, status, headers.get('Retry-After')]).toEqual([each, 503, '1']);
    }
    isAway = false;
    expect((await pages.post(path, chosen)).status).toBe(200);
  });

  it('is listed, each with its methods, and programs are not told of it', async () => {
    const { http } = await openPages();
    expect(http.pages.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /invitations/:token',
      'POST /invitations/:token',
      'GET /password-reset',
      'POST /password-reset',
      'GET /password-reset/:token',
      'POST /password-reset/:token',
      'GET /password-change',
      'POST /password-change',
      'GET /a/:address',
      'GET /dev/mail',
      'GET /dev/mail/:id',
      'GET /dev/mail/:id/html',
      'GET /docs',
      'GET /docs/start.js',
      'GET /docs/:asset',
    ]);
    const shared = http.operations.filter(({ path }) =>
      http.pages.some((page) => page.path === path),
    );
    expect(shared).toEqual([]);
  });
});

describe('the address of an account', () => {
  it('tells a stranger nothing: neither who is there, nor whether anybody is', async () => {
    const pages = await openPages({ policy: { brand: 'Acme Cloud' } });
    const { account } = await pages.customer('Canary Ltd');
    const { address } = account;
    const nowhere = `${address.slice(0, -1)}${address.endsWith('x') ? 'y' : 'x'}`;
    const seen = async (path: string) => {
      const { status, body } = await pages.get(path);
      return { status, body: body.replaceAll(path.slice(3), '*') };
    };
    const there = await seen(`/a/${address}`);
    expect(there).toEqual(await seen(`/a/${nowhere}`));
    expect(there.body).toContain('Acme Cloud');
    expect(there.body).not.toContain('Canary');
    for (const said of [`${origin}/a/*`, `${origin}/a/*/api/v8`, `${origin}/password-reset`])
      expect(there.body).toContain(said);
    expectOk(await pages.app.accounts.close({ account: account.id }, pages.caller));
    expect(await seen(`/a/${address}`)).toEqual(there);
  });

  it('is a page to people, and to programs that have lost their way a problem', async () => {
    const pages = await openPages();
    const typeOf = async (path: string, Accept?: string) => {
      const { status, headers } = await pages.get(path, Accept === undefined ? {} : { Accept });
      return `${status} ${headers.get('Content-Type')?.split(';')[0] ?? ''}`;
    };
    const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    expect(await typeOf('/a/x', 'application/json')).toBe('200 text/html');
    for (const path of ['/a/X', '/a/x/api/v9', `/a/${'x'.repeat(64)}`]) {
      const problem = path === '/a/x/api/v9' ? '404 application/problem+json' : '404 text/html';
      expect(await typeOf(path)).toBe(problem);
      expect(await typeOf(path, browser)).toBe('404 text/html');
    }
  });
});
