import { UserId } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { changeCredential } from '../protocols/people.ts';
import { signInInstallation } from './sign-in-installation.ts';

const email = 'opened@example.com';

/** An account that was opened with a generated password, and the same attempt to be made again. */
const opened = async () => {
  const here = await signInInstallation();
  const attempt = async () =>
    expectOk(await here.app.registers.open({ email }, { ...here.asMaster, idempotencyKey: 'k' }));
  const { register, password } = await attempt();
  const { member } = register;
  if (member.status !== 'active') throw new Error('nobody was registered');
  const user = await here.ports.persistence.read(({ access }) =>
    access.findUser(UserId.parse(member.userId)),
  );
  if (user === undefined) throw new Error('the user is gone');
  return { ...here, attempt, person: { user, membership: member }, password };
};

describe('a password that was generated', () => {
  it('is shown again by the same attempt for ten minutes, and no longer', async () => {
    const { attempt, clock, password } = await opened();
    clock.advance(600);
    expect((await attempt()).password?.reveal()).toBe(password?.reveal());
    clock.advance(0.001);
    expect(await attempt()).not.toHaveProperty('password');
  });

  it('is shown no more once it was used', async () => {
    const { attempt, app, password } = await opened();
    const given = { userName: email, password: password?.reveal() ?? '' };
    expectOk(await app.sessions.signIn(given));
    expect(await attempt()).not.toHaveProperty('password');
  });

  it('is shown no more once another generated one stands in its place, unused', async () => {
    const { attempt, app, ports, person, clock, password } = await opened();
    const lapsesAt = new Date(clock.now().getTime() + 86_400_000);
    const hash = `sha256:${ports.secrets.digest('another')}`;
    await changeCredential(ports, person, { hash, lapsesAt });
    expect(await attempt()).not.toHaveProperty('password');
    const first = { userName: email, password: password?.reveal() ?? '' };
    expect(await app.sessions.signIn(first)).toMatchObject({ ok: false });
    expectOk(await app.sessions.signIn({ ...first, password: 'another' }));
  });
});

describe('an API key that was issued', () => {
  it('is shown again by the same attempt for ten minutes, and no longer', async () => {
    const { app, asMaster, clock } = await signInInstallation();
    const attempt = async () =>
      expectOk(await app.keys.create({}, { ...asMaster, idempotencyKey: 'k' }));
    const first = await attempt();
    clock.advance(600);
    expect((await attempt()).text?.reveal()).toBe(first.text?.reveal());
    clock.advance(0.001);
    expect(await attempt()).toEqual({ id: first.id });
  });
});

describe('a master account that was made', () => {
  const another = { name: 'Second', email: 'second@example.com', another: true };
  const initialised = async () => {
    const here = await signInInstallation();
    const attempt = async () =>
      expectOk(await here.app.initialise(another, { ...here.operator, idempotencyKey: 'k' }));
    return { ...here, attempt, first: await attempt() };
  };

  it('shows its key and password again for ten minutes, and no longer', async () => {
    const { attempt, clock, first } = await initialised();
    clock.advance(600);
    const again = await attempt();
    expect(again.key.text?.reveal()).toBe(first.key.text?.reveal());
    expect(again.user.password?.reveal()).toBe(first.user.password?.reveal());
    clock.advance(0.001);
    const { key, user, account } = await attempt();
    expect(account).toEqual(first.account);
    expect(key).toEqual({ id: first.key.id });
    expect(user).toEqual({ email: 'second@example.com', userName: 'second@example.com' });
  });

  it('shows its password no more once it was used', async () => {
    const { attempt, app, first } = await initialised();
    const given = { userName: another.email, password: first.user.password?.reveal() ?? '' };
    expectOk(await app.sessions.signIn(given));
    const again = await attempt();
    expect(again.user).not.toHaveProperty('password');
    expect(again.key.text?.reveal()).toBe(first.key.text?.reveal());
  });
});
