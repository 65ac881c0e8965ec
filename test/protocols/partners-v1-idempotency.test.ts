import { beforeEach, describe, expect, it } from 'vitest';
import { type Installation, openInstallation } from './installation.ts';
import {
  type Answer,
  attributesOf,
  clientOf,
  codeOf,
  contact,
  errorsOf,
  idOf,
  partner,
  partnerBeneath,
} from './partners-v1-client.ts';

const key = { 'Idempotency-Key': 'attempt-1' };

let installation: Installation;
let client: ReturnType<typeof clientOf>;
let request: ReturnType<typeof partner>;
beforeEach(async () => {
  installation = await openInstallation();
  client = clientOf(installation);
  request = partner({ id: installation.master.number });
});

const isReplay = ({ headers }: Answer) => headers.get('Idempotent-Replayed') === 'true';

describe('a request that is made again with its Idempotency-Key', () => {
  it('is answered as it was, under a request id of its own, and done once', async () => {
    const first = await client.create(request, key);
    const before = await installation.footprint();
    const again = await client.create(request, key);
    expect([first, again].map(isReplay)).toEqual([false, true]);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('X-Account-Id')).toBe(first.headers.get('X-Account-Id'));
    expect(again.headers.get('X-Request-Id')).not.toBe(first.headers.get('X-Request-Id'));
    expect(await installation.footprint()).toEqual(before);
  });

  it('may be written as a query, or in another order', async () => {
    const first = await client.create(request, key);
    const { name, contact: person } = request;
    const texts = Object.entries(person).map(([field, text]): [string, string] => [
      `contact.${field}`,
      text,
    ]);
    const query = new URLSearchParams([
      ...texts,
      ['name', name],
      ['parent.id', String(installation.master.number)],
      ['isActive', 'true'],
      ['contact.sendWelcomeEmail', 'false'],
    ]).toString();
    const again = await client.createBy(query, undefined, key);
    expect([isReplay(again), idOf(again)]).toEqual([true, idOf(first)]);
    const turned = Object.fromEntries(Object.entries(request).toReversed());
    expect(isReplay(await client.create({ ...turned, unknown: 1 }, key))).toBe(true);
  });

  it('may name the other role with the same power', async () => {
    const pairs = [
      ['Partner Supervisor', 'Client Admin'],
      ['Partner User', 'Client User'],
    ];
    for (const [at, [one, other]] of pairs.entries()) {
      const fields = { 'Idempotency-Key': `pair-${at}` };
      const made = partner({ id: installation.master.number });
      const as = (userRole: string | undefined) => ({
        ...made,
        contact: { ...made.contact, userRole },
      });
      const first = await client.create(as(one), fields);
      const again = await client.create(as(other), fields);
      expect([isReplay(again), idOf(again)]).toEqual([true, idOf(first)]);
      const another = await client.create(as(pairs[1 - at]?.[0]), fields);
      expect(errorsOf(another)).toMatchObject({ 'Idempotency-Key': { errorCode: 1013 } });
    }
  });

  it('is a correction made once', async () => {
    const id = idOf(await client.create(request));
    const correction = { name: 'Corrected', version: 1 };
    const first = await client.correct(id, correction, key);
    const again = await client.correct(id, correction, key);
    expect([first, again].map(isReplay)).toEqual([false, true]);
    expect(again.body).toEqual({ id });
    expect((await client.show(id)).body).toMatchObject({ version: 2 });
    expect(codeOf(await client.correct(id, correction))).toBe('409 7409');
  });

  it.each([
    { name: 'Another' },
    { isActive: false },
    { verificationPhrase: 'open sesame' },
    { contact: contact() },
  ])('is refused where it is another one: %j', async (more) => {
    await client.create(request, key);
    const before = await installation.footprint();
    expect(errorsOf(await client.create({ ...request, ...more }, key))).toEqual({
      'Idempotency-Key': {
        attribute: 'Idempotency-Key',
        message: 'stands for another request',
        errorCode: 1013,
      },
    });
    expect(await installation.footprint()).toEqual(before);
  });

  it('is nothing to another operation, or to another caller', async () => {
    const id = idOf(await client.create(request, key));
    const corrected = await client.correct(id, { name: 'Corrected' }, key);
    expect([corrected.status, isReplay(corrected)]).toEqual([200, false]);
    const { account, person } = await partnerBeneath(installation, installation.master);
    const other = await clientOf(installation, person).create(partner({ id: account.number }), key);
    expect([other.status, isReplay(other)]).toEqual([200, false]);
  });

  it('is free to be right where it was wrong before', async () => {
    expect(codeOf(await client.create({ ...request, name: '' }, key))).toBe('409 7409');
    const answer = await client.create(request, key);
    expect([answer.status, isReplay(answer)]).toEqual([200, false]);
  });

  it('is told to wait while it is being carried out', async () => {
    const racing = await openInstallation({
      around: (persistence) => ({
        ...persistence,
        transact: (work) =>
          persistence.transact((unit) =>
            work({
              ...unit,
              records: {
                ...unit.records,
                addResult: async () => ({ ok: false, error: { taken: 'Result' } }),
              },
            }),
          ),
      }),
    });
    const answer = await clientOf(racing).create(partner({ id: racing.master.number }), key);
    expect(errorsOf(answer)).toMatchObject({ 'Idempotency-Key': { errorCode: 1014 } });
    expect(answer.headers.get('Retry-After')).toBe('1');
  });
});

describe('Idempotency-Key', () => {
  it.each(['', 'a b', 'x'.repeat(256), '1, 2', 'k\u00e9y', '""'])(
    'is named beside every other fault where it is malformed: %s',
    async (value) => {
      const fields = { 'Idempotency-Key': value };
      const id = idOf(await client.create(partner({ id: installation.master.number })));
      const before = await installation.footprint();
      for (const [answer, others] of [
        [await client.create(request, fields), []],
        [await client.create({ ...request, name: '' }, fields), ['name']],
        [await client.correct(id, { name: 'x' }, fields), []],
        [await client.correct(id, { isActive: 1 }, fields), ['isActive']],
      ] as const) {
        expect(codeOf(answer)).toBe('409 7409');
        expect(attributesOf(answer)).toEqual(['Idempotency-Key', ...others]);
      }
      expect(await installation.footprint()).toEqual(before);
    },
  );

  it.each(['x', '"x"', 'x'.repeat(255)])('may be %s', async (value) => {
    expect((await client.create(request, { 'Idempotency-Key': value })).status).toBe(200);
  });
});
