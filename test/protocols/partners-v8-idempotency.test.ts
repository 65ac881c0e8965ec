import { beforeEach, describe, expect, it } from 'vitest';
import { type Installation, openInstallation } from './installation.ts';
import {
  type Answer,
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
beforeEach(async () => {
  installation = await openInstallation({ hasher: quickHasher() });
  partner = await signedIn(installation);
});

const key = { 'Idempotency-Key': 'attempt-1' };
const body = { email: 'sub@example.com', name: 'Sub' };
const isReplay = ({ headers }: Answer) => headers.get('Idempotent-Replayed') === 'true';

describe('a sub-account that is asked for again', () => {
  it('is answered as before, with its password, and opened once', async () => {
    const first = await partner.post('/partners', body, key);
    const before = await installation.footprint();
    const again = [
      await partner.post('/partners', body, key),
      await partner.post(
        '/partners',
        { ...body, unknown: 1 },
        { 'Idempotency-Key': '"attempt-1"' },
      ),
      await partner.postRaw('/partners', ' {"name":"Sub" , "email":"sub@example.com"}', key),
    ];
    expect(isReplay(first)).toBe(false);
    for (const answer of again) {
      expect(isReplay(answer)).toBe(true);
      expect(openedOf(answer)).toEqual(openedOf(first));
      expect(answer.headers.get('X-Request-Id')).not.toBe(first.headers.get('X-Request-Id'));
    }
    expect(await installation.footprint()).toEqual(before);
  });

  const withheld = (first: Answer) => ({
    ...openedOf(first),
    password: null,
    passwordWithheld: true,
  });

  it('is answered without its password after ten minutes, and it says so', async () => {
    const first = await partner.post('/partners', body, key);
    installation.clock.advance(600);
    expect(openedOf(await partner.post('/partners', body, key))).toEqual(openedOf(first));
    installation.clock.advance(1);
    const late = await partner.post('/partners', body, key);
    expect([late.status, isReplay(late)]).toEqual([200, true]);
    expect(late.body).toEqual(withheld(first));
    // It is only not shown: it still opens the account.
    const { url, login, password } = openedOf(first);
    expect((await clientOf(installation, url).auth(login, password)).status).toBe(200);
  });

  it('is answered without its password once that was used', async () => {
    const first = await partner.post('/partners', body, key);
    const { url, login, password } = openedOf(first);
    pairOf(await clientOf(installation, url).authByQuery(login, password));
    expect((await partner.post('/partners', body, key)).body).toEqual(withheld(first));
  });

  it('is another attempt after a day', async () => {
    const first = await partner.post('/partners', body, key);
    installation.clock.advance(86_399);
    expect((await partner.post('/partners', body, key)).body).toEqual(withheld(first));
    installation.clock.advance(1);
    const later = await partner.post('/partners', body, key);
    expect([later.status, ...placesOf(later)]).toEqual([409, '/email']);
  });

  it('is opened once by many that come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => partner.post('/partners', body, key)),
    );
    expect(new Set(answers.map((answer) => openedOf(answer).password)).size).toBe(1);
    expect(answers.filter((answer) => !isReplay(answer))).toHaveLength(1);
  });
});

describe('an Idempotency-Key', () => {
  it('stands for one request', async () => {
    await partner.post('/partners', body, key);
    const before = await installation.footprint();
    for (const other of [
      { ...body, name: 'Other' },
      { email: body.email },
      { ...body, email: 'other@example.com' },
    ]) {
      const answer = await partner.post('/partners', other, key);
      expect([answer.status, isReplay(answer)]).toEqual([409, false]);
      expect(answer.text).not.toContain(openedOf(await partner.post('/partners', body, key)).id);
    }
    expect(await installation.footprint()).toEqual(before);
  });

  it('is another one for apps, and for another account', async () => {
    const { url, login, password } = openedOf(await partner.post('/partners', body, key));
    const app = await partner.post('/apps', { name: 'App' }, key);
    expect([app.status, isReplay(app)]).toEqual([200, false]);
    const { access } = pairOf(await clientOf(installation, url).auth(login, password));
    const other = await clientOf(installation, url, access).post('/apps', { name: 'App' }, key);
    expect([other.status, isReplay(other)]).toEqual([200, false]);
    expect(other.body).not.toEqual(app.body);
  });

  it('guards apps too', async () => {
    const first = await partner.post('/apps', { name: 'App' }, key);
    const again = await partner.post('/apps', { name: 'App' }, key);
    expect([again.status, isReplay(again), again.text]).toEqual([200, true, first.text]);
    expect((await partner.post('/apps', { name: 'Other' }, key)).status).toBe(409);
    expect((await partner.get('/apps')).body).toMatchObject({ meta: { total: 1 } });
  });

  it('keeps nothing of what was refused', async () => {
    expect((await partner.post('/apps', { name: '' }, key)).status).toBe(400);
    expect((await partner.post('/apps', { name: 'App' }, key)).status).toBe(200);
  });

  it.each(['', 'a b', 'x'.repeat(256), '1, 2', 'k\u00e9y', '""'])(
    'is a fault of the request where it is malformed: %s',
    async (value) => {
      const before = await installation.footprint();
      const fields = { 'Idempotency-Key': value };
      for (const answer of [
        await partner.post('/partners', body, fields),
        await partner.post('/apps', { name: 'App' }, fields),
      ]) {
        expect([answer.status, ...new Set(placesOf(answer))]).toEqual([400, 'Idempotency-Key']);
      }
      expect(await installation.footprint()).toEqual(before);
    },
  );

  it('shows a replay to nobody whose token is void', async () => {
    await partner.post('/partners', body, key);
    installation.clock.advance(7 * 86_400);
    expect((await partner.post('/partners', body, key)).status).toBe(401);
  });
});
