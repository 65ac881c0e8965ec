import {
  type Application,
  type PresentedToken,
  powerOfRole,
  powers,
  type TokenCaller,
  toChannel,
  userIdOf,
} from '@tenantry/domain';
import type { StandIns } from '../stand-ins/stand-ins.ts';
import { type Expected, expecting, refused } from './expected.ts';
import { lookingAtInvitation } from './invitations.ts';
import { authenticatingKey } from './keys.ts';
import { tokenOf } from './links.ts';
import type { Model } from './model.ts';
import { noting } from './noted.ts';
import { lookingAtReset } from './passwords.ts';
import { isOpen, memberOf } from './people.ts';

export type Doors = Pick<Application, 'keys' | 'sessions' | 'invitations' | 'passwords'>;

/** How many of each kind are tried, the newest of them. */
const most = 3;

/**
 * Tries what was given out: keys, access tokens and links, those that were never mailed too. Each
 * opens, or opens nothing, as the model says; `use` is what was done before.
 */
export const demandDoors = async (
  { keys, sessions, invitations, passwords }: Doors,
  model: Model,
  { clock: { now }, mailer }: StandIns,
  use: string,
): Promise<void> => {
  const door = {};
  const then = (what: string): string => `${use}, and then ${what},`;
  const byKey = expecting(
    model,
    now,
    then('keys.authenticate'),
    noting(keys, model),
    authenticatingKey,
  );
  for (const { text } of model.keys.slice(-most)) await byKey({ key: text });
  const byToken = expecting(
    model,
    now,
    then('sessions.authenticateToken'),
    sessions.authenticateToken,
    authenticatingToken,
  );
  for (const { text } of model.tokens.slice(-most)) await byToken({ token: text });
  const look = expecting(
    model,
    now,
    then('invitations.look'),
    invitations.look,
    lookingAtInvitation,
  );
  const mailed = mailer.letters
    .slice(-most)
    .map(({ link }) => link.slice(link.lastIndexOf('/') + 1));
  const present = model.members.slice(-most).map((member) => tokenOf(model, 'invitation', member));
  for (const token of new Set([...mailed, ...present])) await look({ token }, door);
  const lookAtReset = expecting(
    model,
    now,
    then('passwords.lookAtReset'),
    passwords.lookAtReset,
    lookingAtReset,
  );
  const resets = model.resets.slice(-most).map((reset) => tokenOf(model, 'reset', reset));
  for (const token of new Set([...mailed, ...resets])) await lookAtReset({ token }, door);
};

/** What `sessions.authenticateToken` has to answer. */
const authenticatingToken = (model: Model, { token }: PresentedToken): Expected<TokenCaller> => {
  const given = model.tokens.find(({ text }) => text === token);
  const member = memberOf(model, given?.membershipId);
  const person = model.users.find(({ id }) => id === given?.userId);
  const isGood =
    given !== undefined &&
    member !== undefined &&
    given.until > model.now &&
    userIdOf(member) === given.userId &&
    member.generation === given.place &&
    person?.generation === given.generation &&
    isOpen(model, member);
  if (!isGood) return refused({ kind: 'NotAuthenticated', reason: 'wrong' });
  const held = member.roles.map((role) => powerOfRole(model.policy, role));
  return {
    value: () => ({
      accountId: member.accountId,
      power: powers.findLast((power) => held.includes(power)) ?? 'read',
      proof: { kind: 'user', id: given.userId },
      channel: toChannel(undefined),
      scopes: [],
    }),
  };
};
