import { type Account, asciiAddress, type Letter } from '@tenantry/domain';
import { publicUrl } from '../tale/world.ts';
import { tokenOf, whoMayReset } from './links.ts';
import type { Message, Model, Person } from './model.ts';
import { memberOf, personOf, placesOf } from './people.ts';
import { accountOf, lineageOf, statusOf } from './tree.ts';

export type Unnamed = Letter extends infer L ? (L extends Letter ? Omit<L, 'id'> : never) : never;

export type Unwritten = { readonly heldSince: Date } | 'superseded';

/** What a message says when it is sent now, or why it says nothing. */
export const letterOf = (model: Model, message: Message): Unnamed | Unwritten => {
  const { subject, generation } = message;
  switch (subject.kind) {
    case 'invitation':
      return invitationTo(model, subject.membershipId, generation);
    case 'passwordReset': {
      const reset = model.resets.find(({ id }) => id === subject.resetId);
      const person = reset && whoMayReset(model, reset);
      if (reset === undefined || person === undefined) return 'superseded';
      const link = `${publicUrl}/password-reset/${tokenOf(model, 'reset', reset)}`;
      return toPerson(model, person, { kind: 'passwordReset', link, until: reset.until });
    }
    case 'passwordChanged': {
      const person = personOf(model, subject.userId);
      if (person?.generation !== generation) return 'superseded';
      return toPerson(model, person, {
        kind: 'passwordChanged',
        link: `${publicUrl}/password-reset`,
      });
    }
  }
};

function invitationTo(
  model: Model,
  membershipId: Parameters<typeof memberOf>[1],
  generation: number,
): Unnamed | Unwritten {
  const member = memberOf(model, membershipId);
  const account = accountOf(model, member?.accountId);
  if (member?.status !== 'invited' || account === undefined) return 'superseded';
  const { invitation, email, name } = member;
  if (invitation === undefined || member.generation !== generation) return 'superseded';
  const status = statusOf(model, account);
  if (invitation.until <= model.now || status === 'closed') return 'superseded';
  if (status !== 'active') return { heldSince: suspendedAt(model, account) };
  return {
    kind: 'invitation',
    to: { name, address: asciiAddress(email) },
    accountName: account.name,
    brand: model.policy.brand,
    link: `${publicUrl}/invitations/${tokenOf(model, 'invitation', member)}`,
    until: invitation.until,
  };
}

type Said =
  | { readonly kind: 'passwordReset'; readonly link: string; readonly until: Date }
  | { readonly kind: 'passwordChanged'; readonly link: string };

/** To a person, under the name that the first open place has; none are left where all are closed. */
function toPerson(model: Model, { id, email }: Person, said: Said): Unnamed | Unwritten {
  const places = placesOf(model, id)
    .filter(({ status }) => status === 'active')
    .map(({ name, accountId }) => {
      const account = accountOf(model, accountId);
      const status = account === undefined ? 'closed' : statusOf(model, account);
      return { name, status, account };
    });
  const open = places.find(({ status }) => status === 'active');
  if (open === undefined) {
    const held = places
      .filter(({ status }) => status === 'suspended')
      .map(({ account }) => (account === undefined ? model.now : suspendedAt(model, account)));
    return held.length === 0 ? 'superseded' : { heldSince: latest(held) };
  }
  const to = { name: open.name, address: asciiAddress(email) };
  return { ...said, to, brand: model.policy.brand };
}

/** When the last of those was suspended that shut an account. */
const suspendedAt = (model: Model, account: Account): Date =>
  latest(
    lineageOf(model, account)
      .filter(({ status }) => status === 'suspended')
      .map(({ updatedAt }) => updatedAt),
  );

const latest = (times: readonly Date[]): Date =>
  new Date(Math.max(...times.map((time) => time.getTime())));
