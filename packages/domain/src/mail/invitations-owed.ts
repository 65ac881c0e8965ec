import type { NewMembership } from '../access/membership.ts';
import type { Ids } from '../ports.ts';
import type { NewDelivery } from './delivery.ts';

/** The mail that is owed to those of the members who stand invited. */
export const invitationsOwed = (
  ids: Ids,
  members: readonly NewMembership[],
  dueAt: Date,
): readonly NewDelivery[] =>
  members.flatMap((member) =>
    member.status === 'invited' && member.invitation !== undefined
      ? [
          {
            id: ids.uuid(),
            kind: 'invitation' as const,
            membershipId: member.id,
            generation: member.generation,
            dueAt,
          },
        ]
      : [],
  );
