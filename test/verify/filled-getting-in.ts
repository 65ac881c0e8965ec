import {
  type AccountId,
  type Application,
  type Context,
  linkToken,
  type MembershipRef,
  type PasswordReset,
  type Persistence,
} from '@tenantry/domain';
import { secretsOf } from '@tenantry/runtime';
import { expectOk } from '../protocols/installation.ts';

export const password = 'correct horse battery staple';

export const ofTheseTests = secretsOf(['a secret of these tests with 32 bytes or more']);

/** Members in every state, and what their passwords leave behind, beneath accounts of every status. */
export const fillGettingIn = async (
  persistence: Persistence,
  app: Application,
  account: AccountId,
  context: Context,
) => {
  const invite = async (name: string) =>
    expectOk(
      await app.members.invite(
        { account, name, email: `${name}@example.com`, roles: [2] },
        context,
      ),
    );
  const accept = async (member: MembershipRef) => {
    const token = await invitationOf(persistence, member);
    const chosen = { password, passwordConfirmation: password };
    expectOk(await app.invitations.accept({ token, ...chosen }, {}));
  };

  const joined = await invite('joined');
  await accept(joined.id);
  const disabled = await invite('disabled');
  await accept(disabled.id);
  expectOk(await app.members.disable({ member: disabled.id }, context));
  const revoked = await invite('revoked');
  await accept(revoked.id);
  expectOk(await app.members.revoke({ member: revoked.id }, context));
  const again = await invite('again');
  expectOk(await app.members.resend({ member: again.id }, context));
  expectOk(await app.members.revoke({ member: again.id }, context));
  await invite('again');

  const names = ['closed', 'suspended'] as const;
  for (const name of names) {
    const users = [{ name, email: `${name}@example.com` }];
    const { account: made } = expectOk(await app.customers.create({ name, users }, context));
    if (name === 'suspended') expectOk(await app.accounts.suspend({ account: made.id }, context));
    else expectOk(await app.accounts.close({ account: made.id }, context));
  }

  const ask = async (email: string): Promise<PasswordReset> => {
    expectOk(await app.passwords.requestReset({ email }, {}));
    return persistence.read(async ({ access, deliveries }) => {
      const all = await deliveries.listDeliveries({ limit: 1000 });
      const last = all.findLast(({ kind }) => kind === 'passwordReset');
      const reset =
        last?.kind === 'passwordReset' ? await access.findReset(last.resetId) : undefined;
      if (reset === undefined) throw new Error('no reset was asked for');
      return reset;
    });
  };
  const used = await tokenOf(persistence, await ask('joined@example.com'));
  const chosen = { password: `${password} 2`, passwordConfirmation: `${password} 2` };
  expectOk(await app.passwords.reset({ token: used, ...chosen }, {}));
  const reset = await ask('joined@example.com');
  const resetOfNobody = await ask('nobody@example.com');

  return {
    ids: { joined: joined.id, reset: reset.id, resetOfNobody: resetOfNobody.id },
    resetLink: await tokenOf(persistence, reset),
  };
};

/** What the mail says that waits to be sent. */
const invitationOf = (persistence: Persistence, member: MembershipRef): Promise<string> =>
  persistence.read(async ({ access }) => {
    const found = await access.findMembership(member);
    if (found?.membership.status !== 'invited' || found.membership.invitation === undefined)
      throw new Error('nobody is invited');
    const { membership } = found;
    return linkToken(ofTheseTests, 'invitation', membership, found.membership.invitation.hash);
  });

const tokenOf = (persistence: Persistence, { userId, ...reset }: PasswordReset): Promise<string> =>
  persistence.read(async ({ access }) => {
    const user = userId && (await access.findUser(userId));
    if (user === undefined) throw new Error('it is nobody who asked');
    return linkToken(ofTheseTests, 'reset', { ...reset, email: user.email }, reset.hash);
  });
