import { defaultPolicy, type Policy } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { stores } from '../embed/stores.ts';
import { expectOk } from '../protocols/installation.ts';
import {
  chosen,
  type House,
  historyOf,
  inMemory,
  openCustomer,
  openHouse,
  password,
  wrong,
} from './house.ts';

const ann = 'ann@example.com';

const begin = async (house: House) => {
  const { app } = house;
  const { id: account } = await openCustomer(house, house.master, ann);
  expectOk(await app.invitations.accept({ token: await house.tokenFor(ann), ...chosen }, {}));
  const signIn = () => app.sessions.signIn({ account, email: ann, password });
  return { account, signIn, session: expectOk(await signIn()) };
};

describe.each(stores)('a session on $name', ({ open }) => {
  it('ends, with all its tokens, where a spent refresh token comes back', async () => {
    const house = await openHouse(open);
    const { app } = house;
    const { account, signIn, session } = await begin(house);
    const other = expectOk(await signIn());
    const refreshToken = session.refreshToken.reveal();
    const next = expectOk(await app.sessions.refresh({ refreshToken }));
    expectOk(await app.sessions.authenticateToken({ token: next.accessToken.reveal() }));
    expect(await app.sessions.refresh({ refreshToken })).toEqual(wrong);
    for (const { accessToken } of [session, next])
      expect(await app.sessions.authenticateToken({ token: accessToken.reveal() })).toEqual(wrong);
    expect(await app.sessions.refresh({ refreshToken: next.refreshToken.reveal() })).toEqual(wrong);
    expectOk(await app.sessions.refresh({ refreshToken: other.refreshToken.reveal() }));
    const ended = async () =>
      (await historyOf(house, account)).filter(({ kind }) => kind === 'SessionEnded');
    await expect.poll(ended).toHaveLength(1);
  });

  it('is renewed once by one refresh token, however many come at once', async () => {
    const house = await openHouse(open);
    const { session } = await begin(house);
    const refreshToken = session.refreshToken.reveal();
    const all = await Promise.all(
      Array.from({ length: 10 }, () => house.app.sessions.refresh({ refreshToken })),
    );
    expect(all.filter(({ ok }) => ok).length).toBeLessThanOrEqual(1);
  });
});

describe('the access token of a session', () => {
  const withLifetimes = async (lifetimes: Partial<Policy['lifetimes']>) =>
    openHouse(inMemory, { lifetimes: { ...defaultPolicy.lifetimes, ...lifetimes } });

  it('is good no longer than the session, though policy would have it so', async () => {
    const house = await withLifetimes({ accessToken: 3600, refreshToken: 600 });
    const { app, clock } = house;
    const { session } = await begin(house);
    expect(session.accessUntil).toEqual(new Date(clock.now().getTime() + 600_000));
    expect(session.accessUntil).toEqual(session.refreshUntil);
    const token = session.accessToken.reveal();
    clock.advance(599);
    expectOk(await app.sessions.authenticateToken({ token }));
    clock.advance(1);
    expect(await app.sessions.authenticateToken({ token })).toEqual(wrong);
  });

  it('is good for as long as policy says, though the session be longer', async () => {
    const house = await withLifetimes({ accessToken: 600, refreshToken: 3600 });
    const { session } = await begin(house);
    const now = house.clock.now().getTime();
    expect(session.accessUntil).toEqual(new Date(now + 600_000));
    expect(session.refreshUntil).toEqual(new Date(now + 3_600_000));
  });
});
