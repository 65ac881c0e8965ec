import {
  type AccountId,
  EmailAddress,
  type LinkSubject,
  linkHash,
  linkToken,
  type Result,
} from '@tenantry/domain';
import { demand, same, show } from '../contract/expect.ts';
import type { Law } from '../contract/law.ts';
import type { RaceLaw, Track } from './race.ts';

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
    for (const [at, password] of passwords.entries())
      same(
        await getsIn(track, invitation, password),
        answers[at]?.ok,
        'who joined is not who gets in',
      );
  }),

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
    const next = tokenOf(track, { id: member, generation: 2, email });
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

interface Invitation {
  readonly id: string;
  readonly token: string;
  readonly account: AccountId;
}

const email = EmailAddress.parse('jane@example.com');

/** Somebody who stands invited, to an account of its own or to this one. */
async function invited(track: Track, named?: AccountId): Promise<Invitation> {
  const { app, by } = track;
  const opened = await app.customers.create({ name: 'One' }, by());
  if (!opened.ok) throw new Error(show(opened.error));
  const account = named ?? opened.value.account.id;
  const jane = { name: 'Jane', email: email.address, roles: [1] };
  const member = await app.members.invite({ account, ...jane }, by());
  if (!member.ok) throw new Error(show(member.error));
  const { id } = member.value;
  return { id, account, token: tokenOf(track, { id, generation: 1, email }) };
}

const tokenOf = ({ ports: { secrets } }: Track, subject: LinkSubject): string =>
  linkToken(secrets, 'invitation', subject, linkHash(secrets, 'invitation', subject));

const firstPassword = 'nine blue kettles';

const chosen = (token: string, password = firstPassword) => ({
  token,
  password,
  passwordConfirmation: password,
});

async function getsIn(
  { app }: Track,
  { account }: Invitation,
  password = firstPassword,
): Promise<boolean> {
  return (await app.sessions.signIn({ account, email: email.address, password })).ok;
}

type Answer = Result<unknown, { readonly kind: string }>;

const demandOnly = (answer: Answer, kinds: readonly string[]): void => {
  if (!answer.ok) demand(kinds.includes(answer.error.kind), `refused otherwise: ${show(answer)}`);
};

const demandOne = (answers: readonly Answer[], kinds: readonly string[]): void => {
  const winners = answers.filter(({ ok }) => ok);
  demand(winners.length === 1, `${winners.length} had their way: ${show(answers)}`);
  for (const answer of answers) demandOnly(answer, kinds);
};

async function demandStatus(
  { app, by }: Track,
  { id: member }: Invitation,
  status: string,
): Promise<void> {
  const found = await app.members.find({ member }, by());
  same(found.ok && found.value.status, status, 'what the membership is in the end');
}

/** Among so many lines of the history that there are by now. */
async function demandJoined(
  { history }: Track,
  { id }: Invitation,
  times: number,
  lines: number,
): Promise<void> {
  const events = await history(lines);
  const joined = events.filter(
    ({ kind, subject }) => kind === 'MemberJoined' && subject === id,
  ).length;
  same(joined, times, 'how often somebody joined');
  same(events.length, lines, 'how much has happened');
}
