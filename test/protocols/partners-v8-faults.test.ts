import { emailAddresses, faultyEmailAddresses, faultyTexts, texts } from '@tenantry/testing';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Installation, openInstallation } from './installation.ts';
import {
  type Client,
  clientOf,
  openedOf,
  pairOf,
  placesOf,
  signedIn,
} from './partners-v8-client.ts';
import { quickHasher } from './quick-hasher.ts';

let installation: Installation;
let partner: Client;
beforeAll(async () => {
  installation = await openInstallation({ hasher: quickHasher() });
  partner = await signedIn(installation);
});

const long = (letters: number) => `${'x'.repeat(letters - 12)}@example.com`;

/** A field of a request, and what it cannot be. */
const noText: readonly unknown[] = [1, 1.5, true, false, null, [], ['x'], {}, { toString: 1 }];
const noName = [...noText, '', '  ', 'x'.repeat(256), 'a\u0000b', 'a\u0007b', '\ud800'];
const noMailbox = [...noText, '', 'x', '@', 'a@b', 'a b@c.example', 'a@b.c,d@e.f', '<a@b.c>'];

describe('a sub-account', () => {
  it.each(noMailbox)('has no mailbox %j', async (email) => {
    const answer = await partner.post('/partners', { email });
    expect([answer.status, ...new Set(placesOf(answer))]).toEqual([400, '/email']);
  });

  it.each(noName)('has no name %j', async (name) => {
    const answer = await partner.post('/partners', { email: 'a@example.com', name });
    expect([answer.status, ...new Set(placesOf(answer))]).toEqual([400, '/name']);
  });

  it('needs a mailbox', async () => {
    const answer = await partner.post('/partners', {});
    expect(answer.body.errors).toEqual([
      {
        status: '400',
        title: 'Bad Request',
        detail: 'email is required',
        source: { pointer: '/email' },
      },
    ]);
  });

  it('may have as long a name as there is, and no longer', async () => {
    const name = '\u{1f600}'.repeat(255);
    openedOf(await partner.post('/partners', { email: 'long.name@example.com', name }));
    const over = await partner.post('/partners', { email: 'b@example.com', name: `${name}x` });
    expect(placesOf(over)).toEqual(['/name']);
  });

  it('may have as long a mailbox as there is, and no longer', async () => {
    const local = 'x'.repeat(64);
    const domain = `${`${'y'.repeat(61)}.`.repeat(3)}xx`;
    expect(`${local}@${domain}`).toHaveLength(253);
    openedOf(await partner.post('/partners', { email: `${local}@${domain}x` }));
    expect(placesOf(await partner.post('/partners', { email: `${local}@${domain}xx` }))).toEqual([
      '/email',
    ]);
    expect(placesOf(await partner.post('/partners', { email: long(100_000) }))).toEqual(['/email']);
  });

  it('is told every fault at once, whatever its kind, and nothing is made', async () => {
    const before = await installation.footprint();
    const body = '{"email":"x","name":"","name":" ","extra":{"a":1,"a":2}}';
    const answer = await partner.postRaw('/partners', body, { 'Idempotency-Key': 'a b' });
    expect(answer.status).toBe(400);
    expect(new Set(placesOf(answer))).toEqual(
      new Set(['Idempotency-Key', '/name', '/extra/a', '/email']),
    );
    const broken = await partner.postRaw('/partners', '{', { 'Idempotency-Key': '' });
    expect(new Set(placesOf(broken))).toEqual(new Set(['Idempotency-Key', '']));
    expect(await installation.footprint()).toEqual(before);
  });

  it('is opened by what stands in the request, and by nothing that nobody knows', async () => {
    const body = {
      email: 'unknown.fields@example.com',
      parent: 1,
      mayHaveSubAccounts: true,
      password: 'password of my own',
      id: 'x',
      __proto__: null,
      timeZone: 1,
    };
    const opened = openedOf(await partner.post('/partners', body));
    const { access } = pairOf(
      await clientOf(installation, opened.url).auth(opened.login, opened.password),
    );
    const own = clientOf(installation, opened.url, access);
    expect((await own.post('/partners', { email: 'sub.sub@example.com' })).status).toBe(403);
    expect(
      (await clientOf(installation, opened.url).auth(opened.login, body.password)).status,
    ).toBe(401);
  });

  it('is refused for exactly its faults', async () => {
    const before = await installation.footprint();
    const bodies = fc.record({
      email: fc.oneof(
        emailAddresses().map((email) => ({ email, isFaulty: false })),
        faultyEmailAddresses().map(({ input }) => ({ email: input, isFaulty: true })),
      ),
      name: fc.oneof(
        fc.constant({ isFaulty: false }),
        texts().map((name) => ({ name, isFaulty: false })),
        faultyTexts()
          .filter(({ input }) => input !== undefined)
          .map(({ input }) => ({ name: input, isFaulty: true })),
      ),
    });
    await fc.assert(
      fc.asyncProperty(
        bodies.filter(({ email, name }) => email.isFaulty || name.isFaulty),
        async ({ email, name }) => {
          const body = { ...email, ...name, isFaulty: undefined };
          const answer = await partner.post('/partners', body);
          expect(answer.status).toBe(400);
          expect(new Set(placesOf(answer))).toEqual(
            new Set([...(email.isFaulty ? ['/email'] : []), ...(name.isFaulty ? ['/name'] : [])]),
          );
        },
      ),
    );
    expect(await installation.footprint()).toEqual(before);
  });

  it('is reached with what was answered, whoever it is for', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(emailAddresses(), texts(), async (email, name) => {
        const answer = await partner.post('/partners', { email, name });
        // Two of them may be one mailbox.
        if (answer.status === 409) return;
        const { url, login, password, id } = openedOf(answer);
        expect(seen.has(id)).toBe(false);
        seen.add(id);
        const { access } = pairOf(await clientOf(installation, url).authByQuery(login, password));
        const apps = await clientOf(installation, url, access).post('/apps', { name });
        expect(apps.body).toMatchObject({ data: { attributes: { name: name.trim() } } });
      }),
      { numRuns: 50 },
    );
    expect(seen.size).toBeGreaterThan(10);
  });
});

describe('an app', () => {
  it.each(noName)('has no name %j', async (name) => {
    const answer = await partner.post('/apps', { name });
    expect([answer.status, ...new Set(placesOf(answer))]).toEqual([400, '/name']);
  });

  it('is told every fault at once', async () => {
    expect(placesOf(await partner.post('/apps', {}))).toEqual(['/name']);
    const body = '{"name":"","other":1,"other":2}';
    const answer = await partner.postRaw('/apps', body, { 'Idempotency-Key': 'a b' });
    expect(new Set(placesOf(answer))).toEqual(new Set(['Idempotency-Key', '/other', '/name']));
    const right = await partner.postRaw('/apps', '{"name":"x","o":1,"o":2}');
    expect(placesOf(right)).toEqual(['/o']);
  });

  it('is made in the own account alone, whatever the request says', async () => {
    const opened = openedOf(await partner.post('/partners', { email: 'no.apps@example.com' }));
    const answer = await partner.post('/apps', { name: 'Mine', account: opened.id });
    expect(answer.status).toBe(200);
    expect((await partner.get('/apps')).text).toContain('"Mine"');
  });
});

describe('a body', () => {
  it.each(['/partners', '/apps'])('of %s is one JSON object in UTF-8', async (path) => {
    const bodies = [
      '',
      'x',
      'null',
      '[]',
      '"x"',
      '{',
      '{}{}',
      '\ufeff{}',
      '{"a":1,}',
      "{'a':1}",
      '{"a":NaN}',
      '{"a":"\u0001"}',
      '[[[['.repeat(10_000),
      new Uint8Array([0x7b, 0xff, 0x7d]),
    ];
    for (const body of bodies) {
      const answer = await partner.postRaw(path, body);
      expect([answer.status, ...placesOf(answer)]).toEqual([400, '']);
      expect(answer.body.errors?.[0]?.detail).toMatch(/^the body /);
    }
  });

  it('that is deep, huge or repeats itself takes no longer than its size', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(placesOf(await partner.postRaw('/partners', `{"email":${deep}}`))).toEqual(['/email']);
    const many = Array.from({ length: 60_000 }, (_, at) => `"k${at % 3000}":1`).join(',');
    const answer = await partner.postRaw('/partners', `{${many}}`);
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.length).toBeLessThanOrEqual(2000);
    const list = JSON.stringify(Array.from({ length: 300_000 }, () => 1));
    expect(placesOf(await partner.postRaw('/partners', `{"email":${list}}`))).toEqual(['/email']);
  });

  it('shows no value of the request in its faults', async () => {
    const body = {
      email: 'canary\u0000@example.com',
      name: 'canary\u0007',
      canary: 'canary',
    };
    const answer = await partner.post('/partners', body);
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain('canary');
  });
});
