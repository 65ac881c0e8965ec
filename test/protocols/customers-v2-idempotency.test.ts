import { beforeEach, describe, expect, it } from 'vitest';
import { type Answer, clientOf, codeOf, idOf } from './customers-v2-client.ts';
import { type Installation, openInstallation } from './installation.ts';

const request = {
  customer: { name: 'Once' },
  initialUsers: [{ name: 'Jane', email: 'jane@example.com' }],
};
const key = { 'Idempotency-Key': 'attempt-1' };

let installation: Installation;
let client: ReturnType<typeof clientOf>;
beforeEach(async () => {
  installation = await openInstallation();
  client = clientOf(installation);
});

const withoutRequest = ({ body }: Answer) => ({ ...body, requestId: '' });
const isReplay = ({ headers }: Answer) => headers.get('Idempotent-Replayed') === 'true';

describe('a request that is made again with its Idempotency-Key', () => {
  it('is answered as it was, under a request id of its own, and done once', async () => {
    const first = await client.create(request, key);
    const before = await installation.footprint();
    const again = await client.create(request, key);
    expect([first, again].map(isReplay)).toEqual([false, true]);
    expect(again.status).toBe(201);
    expect(again.headers.get('Location')).toBe(first.headers.get('Location'));
    expect(withoutRequest(again)).toEqual(withoutRequest(first));
    expect(again.body.requestId).not.toBe(first.body.requestId);
    expect(await installation.footprint()).toEqual(before);
  });

  it.each([
    [
      'other blanks',
      '{ "customer" : {"name":"Once"}, "additionalConfigurations":{"a":{"x":1.0,"y":2}} }',
    ],
    [
      'another order',
      '{"additionalConfigurations":{"a":{"y":2,"x":1.0}},"customer":{"name":"Once"}}',
    ],
    [
      'fields that are ignored',
      '{"customer":{"name":"Once","id":1},"additionalConfigurations":{"a":{"x":1.0,"y":2}}}',
    ],
  ])('may be written with %s', async (_, body) => {
    const first = await client.createRaw(
      '{"customer":{"name":"Once"},"additionalConfigurations":{"a":{"x":1.0,"y":2}}}',
      key,
    );
    const again = await client.createRaw(body, key);
    expect(isReplay(again)).toBe(true);
    expect(idOf(again)).toBe(idOf(first));
  });

  it('may name its key in quotes, and its account by the number', async () => {
    const first = await client.create(request, key);
    const again = await client.create(request, {
      'Idempotency-Key': '"attempt-1"',
      'X-Frankie-CustomerID': String(installation.master.number),
    });
    expect(idOf(again)).toBe(idOf(first));
  });

  it('takes quotes off once: a key that has them inside is another one', async () => {
    const answers = [];
    for (const named of ['k', '"\\"k\\""', '"k"', '"\\"k\\""'])
      answers.push(await client.create(request, { 'Idempotency-Key': named }));
    expect(answers.map(isReplay)).toEqual([false, false, true, true]);
    expect(new Set(answers.map(idOf)).size).toBe(2);
  });

  it.each([
    { ...request, customer: { name: 'Twice' } },
    { ...request, initialUsers: [] },
    { ...request, additionalConfigurations: { a: {} } },
  ])('is refused where it is another one', async (other) => {
    await client.create(request, key);
    const before = await installation.footprint();
    expect(codeOf(await client.create(other, key))).toBe('409 API-0409');
    expect(await installation.footprint()).toEqual(before);
  });

  it('is refused where it was meant for another account', async () => {
    const child = await installation.customer('Child');
    await client.create(request, key);
    const answer = await client.create(request, {
      ...key,
      'X-Frankie-CustomerID': child.account.id,
    });
    expect(codeOf(answer)).toBe('409 API-0409');
  });

  it('is nothing to another caller who happens to use the same key', async () => {
    const child = await installation.customer('Child');
    const first = await client.create(request, key);
    const other = await client.create(request, {
      ...key,
      api_key: child.key,
      'X-Frankie-CustomerID': child.account.id,
    });
    expect(isReplay(other)).toBe(false);
    expect(idOf(other)).not.toBe(idOf(first));
  });

  it('is free to be right where it was wrong before', async () => {
    expect((await client.create({ ...request, customer: {} }, key)).status).toBe(400);
    const answer = await client.create(request, key);
    expect([answer.status, isReplay(answer)]).toEqual([201, false]);
  });

  it('is answered to nobody whose proof is not in order', async () => {
    await client.create(request, key);
    const reading = await installation.keyOf(installation.master, 'read');
    for (const api_key of [reading, 'wrong'])
      expect(codeOf(await client.create(request, { ...key, api_key }))).toBe('401 AUTH-0002');
  });

  it('is done anew without a key', async () => {
    const [first, second] = [await client.create(request), await client.create(request)];
    expect(idOf(first)).not.toBe(idOf(second));
  });
});

it('a request is done after a fault that kept it from being done', async () => {
  let broken = false;
  const flaky = await openInstallation({
    around: (persistence) => ({
      ...persistence,
      transact: (work) => (broken ? Promise.reject(new Error('lost')) : persistence.transact(work)),
    }),
  });
  broken = true;
  const { create } = clientOf(flaky);
  expect((await create(request, key)).status).toBe(500);
  broken = false;
  const answer = await create(request, key);
  expect([answer.status, isReplay(answer)]).toEqual([201, false]);
  expect(isReplay(await create(request, key))).toBe(true);
});
