import { type AccountId, EmailAddress, linkHash, linkToken, type Result } from '@tenantry/domain';
import { demand, same, show } from '../contract/expect.ts';
import type { Track } from './race.ts';

/** Somebody who stands invited, and what the link ends with. */
export interface Invitation {
  readonly id: string;
  readonly token: string;
  readonly account: AccountId;
}

const email = EmailAddress.parse('jane@example.com');

/** Somebody who stands invited, to an account of its own or to this one. */
export async function invited(track: Track, named?: AccountId): Promise<Invitation> {
  const { app, by } = track;
  const opened = await app.customers.create({ name: 'One' }, by());
  if (!opened.ok) throw new Error(show(opened.error));
  const account = named ?? opened.value.account.id;
  const jane = { name: 'Jane', email: email.address, roles: [1] };
  const member = await app.members.invite({ account, ...jane }, by());
  if (!member.ok) throw new Error(show(member.error));
  const { id } = member.value;
  return { id, account, token: linkOf(track, id, 1) };
}

/** As it is mailed in this generation. */
export const linkOf = ({ ports: { secrets } }: Track, id: string, generation: number): string => {
  const subject = { id, generation, email };
  return linkToken(secrets, 'invitation', subject, linkHash(secrets, 'invitation', subject));
};

const firstPassword = 'nine blue kettles';

export const chosen = (token: string, password = firstPassword) => ({
  token,
  password,
  passwordConfirmation: password,
});

export async function getsIn(
  { app }: Track,
  { account }: Invitation,
  password = firstPassword,
): Promise<boolean> {
  return (await app.sessions.signIn({ account, email: email.address, password })).ok;
}

type Answer = Result<unknown, { readonly kind: string }>;

export const demandOnly = (answer: Answer, kinds: readonly string[]): void => {
  if (!answer.ok) demand(kinds.includes(answer.error.kind), `refused otherwise: ${show(answer)}`);
};

export const demandOne = (answers: readonly Answer[], kinds: readonly string[]): void => {
  const winners = answers.filter(({ ok }) => ok);
  demand(winners.length === 1, `${winners.length} had their way: ${show(answers)}`);
  for (const answer of answers) demandOnly(answer, kinds);
};

export async function demandStatus(
  { app, by }: Track,
  { id: member }: Invitation,
  status: string,
): Promise<void> {
  const found = await app.members.find({ member }, by());
  same(found.ok && found.value.status, status, 'what the membership is in the end');
}

/** Among so many lines of the history that there are by now. */
export async function demandJoined(
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
