import { demand, same, show } from '../contract/expect.ts';
import type { Law } from '../contract/law.ts';
import {
  chosen,
  demandJoined,
  demandOne,
  demandOnly,
  demandStatus,
  getsIn,
  invited,
  linkOf,
} from './invited.ts';
import type { RaceLaw } from './race.ts';

/** That of those who decide about one invitation at once exactly one has its way. */
export const membershipLaws = (law: RaceLaw): readonly Law[] => [
  law('of acceptances of one invitation exactly one joins', async (track) => {
    const { racing } = track;
    const invitation = await invited(track);
    const passwords = ['nine blue kettles', 'nine red kettles', 'nine green kettles'] as const;
    const [blue, red, green] = passwords;
    const answers = await track.run([
      racing.invitations.accept(chosen(invitation.token, blue), {}),
      racing.invitations.accept(chosen(invitation.token, red), {}),
      racing.invitations.accept(chosen(invitation.token, green), {}),
    ]);
    demandOne(answers, ['LinkVoid']);
    await demandJoined(track, invitation, 1, 3);
    const winner = passwords.find((_, at) => answers[at]?.ok);
    const loser = passwords.find((_, at) => answers[at]?.ok === false);
    demand(await getsIn(track, invitation, winner), 'who joined does not get in');
    demand(!(await getsIn(track, invitation, loser)), 'somebody gets in who has not joined');
  }),

  law(
    'of acceptances by a person with a password of their own exactly one joins',
    async (track) => {
      const { racing, app } = track;
      const before = await invited(track);
      const joined = await app.invitations.accept(chosen(before.token), {});
      demand(joined.ok, `not accepted: ${show(joined)}`);
      const invitation = await invited(track);
      const answers = await track.run([
        racing.invitations.accept(chosen(invitation.token), {}),
        racing.invitations.accept(chosen(invitation.token), {}),
      ]);
      demandOne(answers, ['LinkVoid']);
      await demandJoined(track, invitation, 1, 6);
    },
  ),

  law('an invitation is accepted or revoked: nobody is in who was put out', async (track) => {
    const { racing, by } = track;
    const invitation = await invited(track);
    const [accepted, revoked] = await track.run([
      racing.invitations.accept(chosen(invitation.token), {}),
      racing.members.revoke({ member: invitation.id }, by()),
    ]);
    demand(revoked.ok, `not revoked: ${show(revoked)}`);
    demandOnly(accepted, ['LinkVoid']);
    const joined = accepted.ok ? 1 : 0;
    await demandJoined(track, invitation, joined, 3 + joined);
    await demandStatus(track, invitation, 'revoked');
    demand(!(await getsIn(track, invitation)), 'somebody who was revoked gets in');
  }),

  law('an invitation is accepted or sent again, and one link is good', async (track) => {
    const { racing, app, by } = track;
    const invitation = await invited(track);
    const { id: member, token } = invitation;
    const [accepted, resent] = await track.run([
      racing.invitations.accept(chosen(token), {}),
      racing.members.resend({ member }, by()),
    ]);
    demandOne([accepted, resent], ['LinkVoid', 'WrongStatus']);
    await demandStatus(track, invitation, accepted.ok ? 'active' : 'invited');
    await demandJoined(track, invitation, accepted.ok ? 1 : 0, 3);
    same(await getsIn(track, invitation), accepted.ok, 'who gets in');
    const next = linkOf(track, member, 2);
    const late = await app.invitations.accept(chosen(next), {});
    same(late.ok, resent.ok, 'the link that was sent again');
  }),

  law('of two accounts that somebody joins at once both are the same person’s', async (track) => {
    const { racing, app, by } = track;
    const [one, other] = [await invited(track), await invited(track)];
    const answers = await track.run([
      racing.invitations.accept(chosen(one.token), {}),
      racing.invitations.accept(chosen(other.token), {}),
    ]);
    // Whoever comes second has a password by then, and proves it: it is the same one.
    demand(
      answers.every(({ ok }) => ok),
      `not accepted: ${show(answers)}`,
    );
    await demandJoined(track, one, 1, 6);
    await demandJoined(track, other, 1, 6);
    for (const invitation of [one, other]) {
      demand(await getsIn(track, invitation), 'the one password does not get in');
      const revoked = await app.members.revoke({ member: invitation.id }, by());
      demand(revoked.ok, `not revoked: ${show(revoked)}`);
    }
  }),

  law('nobody joins an account once it is suspended', async (track) => {
    const { racing, by } = track;
    const invitation = await invited(track);
    const [accepted, suspended] = await track.run([
      racing.invitations.accept(chosen(invitation.token), {}),
      racing.accounts.suspend({ account: invitation.account }, by()),
    ]);
    demand(suspended.ok, `not suspended: ${show(suspended)}`);
    demandOnly(accepted, ['LinkVoid']);
    const joined = accepted.ok ? 1 : 0;
    await demandJoined(track, invitation, joined, 3 + joined);
    const last = (await track.history(3 + joined)).at(-1);
    same(last?.kind, 'AccountSuspended', 'what happened last');
  }),

  law('of two managers who put out each other one is left', async (track) => {
    const { racing, app, by, root } = track;
    const invitation = await invited(track, root);
    const { id: member } = invitation;
    const joined = await app.invitations.accept(chosen(invitation.token), {});
    demand(joined.ok, `not accepted: ${show(joined)}`);
    const members = await app.members.list({}, by());
    const other = members.ok ? members.value.items.find(({ id }) => id !== member) : undefined;
    if (other === undefined) throw new Error('a master account has nobody in it');
    const answers = await track.run([
      racing.members.disable({ member }, by()),
      racing.members.revoke({ member: other.id }, by()),
    ]);
    demandOne(answers, ['LastManager']);
  }),
];
