import {
  type AccountId,
  EmailAddress,
  MembershipId,
  type MembershipNumber,
  ok,
  type Persistence,
  PersonName,
  type Unit,
  type User,
  UserId,
} from '@tenantry/domain';
import { fromPgClient, openPostgres } from '@tenantry/postgres';
import { randomIds } from '@tenantry/runtime';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anAccount } from './accounts.ts';
import { emptyDatabase, onServer } from './server.ts';
import { commit } from './unit.ts';

const ids = randomIds();

let url: string;
let store: Persistence;
let user: User;
let places: readonly (Place & { readonly number: MembershipNumber })[];

type Place = ReturnType<typeof placeIn>;

beforeAll(async () => {
  url = await emptyDatabase();
  store = await openPostgres({ url, migrate: 'auto' });
});

afterAll(() => store.close());

beforeEach(async () => {
  const email = EmailAddress.parse(`${ids.address()}@example.com`);
  const credential = { hash: 'x', origin: 'own', generation: 1 } as const;
  user = { id: UserId.parse(ids.uuid()), email, credential };
  await commit(store, ({ access }) => access.addUser(user));
  places = await Promise.all([addPlace(), addPlace()]);
});

const placeIn = (accountId: AccountId) =>
  ({
    id: MembershipId.parse(ids.uuid()),
    accountId,
    name: PersonName.parse('Jane'),
    email: user.email,
    roles: [],
    status: 'active',
    userId: user.id,
    generation: 0,
  }) as const;

const addPlace = async () => {
  const { id } = await commit(store, ({ accounts }) => accounts.addMaster(anAccount()));
  const place = placeIn(id);
  const { number } = await commit(store, ({ access }) => access.addMembership(place));
  return { ...place, number };
};

const endPlace = async ({ access }: Unit, at: number): Promise<void> => {
  const place = places[at];
  if (place === undefined) throw new Error('there is no such place');
  const { userId: _, ...rest } = place;
  await access.saveMembership({ ...rest, status: 'revoked', generation: 1 }, place);
};

const isLeft = () =>
  store.read(async ({ access }) => (await access.findUser(user.id)) !== undefined);

/** Answers once so many have come. */
const meeting = (many: number): (() => Promise<void>) => {
  const all = Promise.withResolvers<void>();
  let left = many;
  return () => {
    left--;
    if (left === 0) all.resolve();
    return all.promise;
  };
};

const somebodyWaits = (isOver: () => boolean) =>
  onServer(url, async (client) => {
    for (let waiting = 0; waiting === 0 && !isOver(); ) {
      const { rowCount } = await client.query(
        `SELECT 1 FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      waiting = rowCount ?? 0;
    }
  });

describe('a user whose last two places end at once is forgotten', () => {
  it('one by one', async () => {
    const met = meeting(2);
    const first = Promise.withResolvers<void>();
    let isOver = false;
    const begin = async (unit: Unit, at: number) => {
      await endPlace(unit, at);
      await met();
    };
    await Promise.all([
      commit(store, async (unit) => {
        await begin(unit, 0);
        await unit.access.forgetUser(user.id);
        first.resolve();
        // The other one is done, or waits for this one to end.
        await somebodyWaits(() => isOver);
        return ok(undefined);
      }),
      commit(store, async (unit) => {
        await begin(unit, 1);
        await first.promise;
        await unit.access.forgetUser(user.id);
        isOver = true;
        return ok(undefined);
      }),
    ]);
    expect(await isLeft()).toBe(false);
  });

  it('with their accounts', async () => {
    await Promise.all(
      places.map(({ accountId }) =>
        commit(store, async ({ access }) => ok(await access.endMemberships(accountId))),
      ),
    );
    expect(await isLeft()).toBe(false);
  });

  it('in the transaction of a host that sees an earlier moment, which has to try again', async () => {
    const client = new pg.Client(url);
    await client.connect();
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
      await client.query('SELECT 1');
      await commit(store, async (unit) => {
        await endPlace(unit, 0);
        return ok(await unit.access.forgetUser(user.id));
      });
      const within = store.within(fromPgClient(client));
      const ended = within.transact(async (unit) => {
        await endPlace(unit, 1);
        return ok(await unit.access.forgetUser(user.id));
      });
      await expect(ended).rejects.toMatchObject({ code: '40001' });
    } finally {
      await client.end();
    }
    expect(await isLeft()).toBe(true);
  });
});

it('a place that is given to a user while the last one ends is given anew, or to nobody', async () => {
  const { id } = await commit(store, ({ accounts }) => accounts.addMaster(anAccount()));
  const met = meeting(2);
  const ending = commit(store, async (unit) => {
    await endPlace(unit, 0);
    await endPlace(unit, 1);
    await unit.access.forgetUser(user.id);
    await met();
    return ok(undefined);
  });
  const seen: boolean[] = [];
  const given = commit(store, async ({ access }) => {
    const found = await access.findUser(user.id);
    seen.push(found !== undefined);
    if (found === undefined) return ok(undefined);
    await met();
    return access.addMembership(placeIn(id));
  });
  await Promise.all([ending, given]);
  expect(seen).toEqual([true, false]);
  expect(await isLeft()).toBe(false);
});
