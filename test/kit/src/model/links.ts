import {
  type LinkPurpose,
  type LinkSubject,
  linkHash,
  linkToken,
  type Membership,
} from '@tenantry/domain';
import type { Model, Person, Reset } from './model.ts';
import { personOf } from './people.ts';
import { accountOf, statusOf } from './tree.ts';

/** What is stored of the link of a membership in its present generation. */
export const hashOf = ({ secrets }: Model, member: LinkSubject): string =>
  linkHash(secrets, 'invitation', member);

/** What a link ends with, whether it was ever mailed or not. Made once: that is slow here. */
export const tokenOf = (model: Model, purpose: LinkPurpose, subject: LinkSubject): string => {
  const tokens = made.get(model) ?? new Map<string, string>();
  made.set(model, tokens);
  const { id, generation, email } = subject;
  const about = [purpose, id, generation, email.canonical].join(' ');
  const token = tokens.get(about) ?? newToken(model, purpose, subject);
  tokens.set(about, token);
  return token;
};

const made = new WeakMap<Model, Map<string, string>>();

const newToken = ({ secrets }: Model, purpose: LinkPurpose, subject: LinkSubject): string =>
  linkToken(secrets, purpose, subject, linkHash(secrets, purpose, subject));

type Invited = Extract<Membership, { status: 'invited' }>;

/** Whom a link invites just now. */
export const invitedBy = (
  model: Model,
  token: string,
): { readonly member: Invited; readonly until: Date } | undefined => {
  for (const member of model.members) {
    const account = accountOf(model, member.accountId);
    if (member.status !== 'invited' || account === undefined) continue;
    const until = member.invitation?.until;
    if (until === undefined || until <= model.now) continue;
    if (statusOf(model, account) === 'active' && tokenOf(model, 'invitation', member) === token)
      return { member, until };
  }
  return undefined;
};

/** Who may choose another password by a link just now. */
export const resetBy = (
  model: Model,
  token: string,
): { readonly person: Person; readonly until: Date } | undefined => {
  const reset = model.resets.find((asked) => tokenOf(model, 'reset', asked) === token);
  const person = reset && whoMayReset(model, reset);
  return person && reset && { person, until: reset.until };
};

/** Whom a link is good for, until it has run out or the password is another one. */
export const whoMayReset = (model: Model, reset: Reset): Person | undefined => {
  const person = personOf(model, reset.userId);
  return reset.until > model.now && person?.generation === reset.generation ? person : undefined;
};
