import {
  type AccountKind,
  depthOf,
  type Failure,
  type Lineage,
  lastOf,
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

/** What an aggregate made of a command that the model has found nothing against. */
export function sure<T>(made: Result<T, Failure>): T {
  if (!made.ok)
    throw new Error(`the model lets pass what an aggregate refuses: ${made.error.kind}`);
  return made.value;
}
