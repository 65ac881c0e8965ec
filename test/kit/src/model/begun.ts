import {
  defaultPolicy,
  type Initialised,
  type Membership,
  Policy,
  type Secrets,
  userIdOf,
} from '@tenantry/domain';
import { rules } from '../tale/world.ts';
import { after, type Model } from './model.ts';

/** The installation as a tale begins: with its master account, and who was the first in that. */
export const modelOf = (
  { account, key, user }: Initialised,
  member: Membership,
  secrets: Secrets,
  now: Date,
): Model => {
  const policy = Policy.parse({ ...defaultPolicy, ...rules });
  const { id, accountId } = { id: userIdOf(member), accountId: account.id };
  if (id === undefined) throw new Error('the first member of a master account is nobody');
  return {
    policy,
    secrets,
    now,
    nodes: [{ account }],
    members: [member],
    users: [
      {
        id,
        email: member.email,
        password: user.password?.reveal() ?? '',
        generation: 1,
        givenFor: accountId,
        lapsesAt: after(now, policy.lifetimes.generatedPassword),
      },
    ],
    apps: [],
    keys: [
      {
        id: key.id,
        lineage: key.id,
        accountId,
        power: 'manage',
        text: key.text?.reveal() ?? '',
        createdAt: now,
      },
    ],
    kept: [],
    resets: [],
    mail: [],
    tokens: [],
    tries: new Map(),
    events: [{ kind: 'MasterOpened', accountId, actor: 'operator:tale', channel: 'cli', at: now }],
  };
};
