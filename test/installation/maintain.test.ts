import {
  createApplication,
  MembershipId,
  type NewDelivery,
  ok,
  type Persistence,
} from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { type House, openCustomer, openHouse } from '../access/house.ts';
import { expectOk } from '../protocols/installation.ts';
import { freshStores } from './opened.ts';

const day = 86_400;
const none = { results: 0, sessions: 0, resets: 0, tries: 0, messages: 0 };
/** Much that is over, written as use cases would have, and as much of each that is not. */
const litter = async (house: House, results: number, many: number): Promise<void> => {
  const { app, ports, clock, master } = house;
  const { member } = await openCustomer(house, master, 'ann@example.com');
  await app.deliverMail();
  const { persistence, ids } = ports;
  const now = clock.now();
  const over = new Date(now.getTime() + day * 1000);
  const never = new Date(0);
  const membershipId = MembershipId.parse(member);
  const each = Array.from({ length: results }, (_, place) => place);
  const added = await persistence.transact(async ({ access, deliveries, records }) => {
    const accountId = expectFound(await access.findMembership(membershipId)).membership.accountId;
    // Sent together: nothing is asked that waits for an answer.
    await Promise.all(
      each.map(async (place) => {
        const hash = `${place}`.padStart(43, '0');
        const kept = { lookup: hash, fingerprint: hash, accountId, sealed: 'x', lapsesAt: over };
        expectOk(await records.addResult(kept, never));
        if (place >= many) return;
        await access.addSession({ id: ids.uuid(), membershipId, serial: 1, until: over }, never);
        await access.addReset({ id: ids.uuid(), generation: 0, hash, until: over }, never);
        await access.addTry(hash, over, never);
      }),
    );
    const mail = each.slice(0, many).map((): NewDelivery => {
      const about = { kind: 'invitation' as const, membershipId, generation: 0 };
      return { ...about, id: ids.uuid(), dueAt: now };
    });
    await deliveries.add(mail);
    const claimed = await deliveries.claim({ now, until: over, limit: many });
    await Promise.all(
      claimed.map(({ id, fence }) => deliveries.settle({ id, fence, state: 'superseded' })),
    );
    return ok(undefined);
  });
  expectOk(added);
};

const expectFound = <T>(found: T | undefined): T => {
  if (found === undefined) throw new Error('something is missing');
  return found;
};

/** The store, and what each of its units answered. */
const watched = (persistence: Persistence) => {
  const answers: unknown[] = [];
  const store: Persistence = {
    ...persistence,
    transact: async (work) => {
      const answer = await persistence.transact(work);
      answers.push(answer.ok ? answer.value : answer.error);
      return answer;
    },
  };
  return { store, answers };
};

describe.each(freshStores())('maintenance on $name', ({ open }) => {
  it('forgets what is over, in small units, and nothing else', async () => {
    const house = await openHouse(open);
    const { app, clock } = house;
    const operator = { caller: house.operator };
    const [results, many] = [2000, 600];
    await litter(house, results, many);
    expect(expectOk(await app.maintain({}, operator))).toEqual(none);
    clock.advance(day);
    const key = { caller: house.master, idempotencyKey: 'kept' };
    const kept = expectOk(await app.customers.create({ name: 'Kept' }, key));
    const { store, answers } = watched(house.ports.persistence);
    const maintained = createApplication(
      { ...house.ports, persistence: store },
      {
        publicUrl: 'https://tenantry.test',
      },
    ).maintain({}, operator);
    const over = { results, sessions: many, resets: many, tries: many };
    expect(expectOk(await maintained)).toEqual({ ...none, ...over });
    expect(answers).toHaveLength(6);
    for (const { forgotten } of answers.map(Object))
      for (const count of Object.values(forgotten)) expect(count).toBeLessThanOrEqual(500);

    // Mail is kept for longer, and how it stands with who is invited for ever.
    clock.advance(90 * day);
    expect(expectOk(await app.maintain({}, operator))).toMatchObject({ messages: many });
    expect(expectOk(await app.maintain({}, operator))).toEqual(none);
    const again = await app.customers.create({ name: 'Kept' }, key);
    expect(expectOk(again).account.id).not.toBe(kept.account.id);
    const [found] = expectOk(await app.accounts.children({}, { caller: house.master })).items;
    const [ann] = expectOk(
      await app.members.list({ account: found?.id ?? '' }, { caller: house.master }),
    ).items;
    expect(ann).toMatchObject({ status: 'invited', mail: { state: 'sent' } });
  });

  it('stops where it is told to, and goes on another time, beside others', async () => {
    const house = await openHouse(open);
    const { app } = house;
    const operator = { caller: house.operator };
    await litter(house, 700, 20);
    house.clock.advance(day);
    const stop = new AbortController();
    const { store, answers } = watched(house.ports.persistence);
    const stopped = createApplication(
      {
        ...house.ports,
        persistence: {
          ...store,
          transact: async (work) => {
            const answer = await store.transact(work);
            stop.abort();
            return answer;
          },
        },
      },
      { publicUrl: 'https://tenantry.test' },
    ).maintain({}, { ...operator, signal: stop.signal });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    const first = { results: 500, sessions: 20, resets: 20, tries: 20, messages: 0 };
    expect(answers).toMatchObject([{ forgotten: first }]);

    const creating = Array.from({ length: 10 }, (_, place) =>
      app.customers.create(
        { name: `Customer ${place}` },
        { caller: house.master, idempotencyKey: `${place}` },
      ),
    );
    const maintaining = [app, house.beside(), house.beside()].map((one) =>
      one.maintain({}, operator),
    );
    for (const created of await Promise.all(creating)) expectOk(created);
    const forgotten = (await Promise.all(maintaining)).map((each) => expectOk(each).results);
    expect(forgotten.reduce((sum, count) => sum + count, 0)).toBe(200);
    expect(expectOk(await app.maintain({}, operator))).toEqual(none);
  });
});
