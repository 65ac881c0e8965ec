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
