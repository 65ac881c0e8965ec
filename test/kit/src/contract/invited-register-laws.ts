import { same } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import { commit, openMaster, stored } from './unit.ts';

/** That an account is registered for somebody who is invited, and is nobody's user until then. */
export const invitedRegisterLaws = (law: StateLaw): readonly Law[] => [
  law('a registered account that nobody has yet comes back whole', async (trial) => {
    const { store, make } = trial;
    const master = await openMaster(trial);
    const { user: _, ...opened } = make.register([master]);
    const { id, accountId, name, email, roles } = opened.member;
    const user = make.user({ email });
    await commit(store, async ({ access }) => stored(await access.addUser(user)));
    const invitation = { hash: make.uuid(), until: make.time() };
    const place = { id, accountId, name, email, roles };
    const member = { ...place, generation: 1, status: 'invited' as const, invitation };
    const answered = await commit(store, async ({ accounts }) =>
      stored(await accounts.addRegister({ ...opened, member })),
    );
    const expected = {
      ...opened,
      account: { ...opened.account, number: answered.account.number },
      member: { ...member, number: answered.member.number },
    };
    same(answered, expected, 'addRegister answered another register');
    await store.read(async ({ accounts, access }) => {
      same(await accounts.findRegister('installation', opened.account.id), expected, 'by id');
      const found = await access.membershipByInvitation(invitation.hash);
      same(found?.membership, expected.member, 'its member, by the invitation');
      same((await access.userByMailbox(email))?.id, user.id, 'who had the mailbox before');
    });
  }),
];
