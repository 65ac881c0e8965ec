import {
  type AccountKind,
  depthOf,
  type Failure,
  type Lineage,
  lastOf,
  type Membership,
  mayParent,
  type Result,
} from '@tenantry/domain';
import type { Model } from './model.ts';
import { statusOf } from './tree.ts';

/** Why no account of this kind can be opened beneath the last of a lineage, where none can. */
export const cannotOpen = (
  model: Model,
  lineage: Lineage,
  child: AccountKind,
): Failure | undefined => {
  const parent = lastOf(lineage);
  const path = ['parent'];
  const status = statusOf(model, parent);
  if (status !== 'active') return { kind: 'ParentInactive', path, status };
  if (!mayParent(parent, child))
    return { kind: 'ParentMayNotHave', path, parent: parent.kind, child };
  const { depth: limit } = model.policy;
  return depthOf(parent) < limit ? undefined : { kind: 'TooDeep', path, limit };
};

/** Mail that a member who stands invited is owed. */
export const owe = (model: Model, member: Membership): void => {
  if (member.status !== 'invited' || member.invitation === undefined) return;
  const { generation } = member.invitation;
  model.owed.push({ membershipId: member.id, generation, dueAt: model.now, attempts: 0 });
};

/** The hash of a link is made with the secrets of the application: a model has none. */
export const hashOf = (member: Membership): string =>
  member.status === 'invited' ? (member.invitation?.hash ?? '') : '';

/** What an aggregate made of a command that the model has found nothing against. */
export function sure<T>(made: Result<T, Failure>): T {
  if (!made.ok)
    throw new Error(`the model lets pass what an aggregate refuses: ${made.error.kind}`);
  return made.value;
}
