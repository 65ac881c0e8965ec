import type { Membership } from '@tenantry/domain';
import { hashOf } from './links.ts';
import { after, type Model } from './model.ts';

type Invited = Extract<Membership, { status: 'invited' }>;

/** An invitation with another link, in the generation after, for as long as policy says. */
export const relinked = (model: Model, { invitation: _, ...place }: Invited): Invited => {
  const generation = place.generation + 1;
  const until = after(model.now, model.policy.lifetimes.invitation);
  const hash = hashOf(model, { ...place, generation });
  return { ...place, generation, invitation: { hash, until } };
};
