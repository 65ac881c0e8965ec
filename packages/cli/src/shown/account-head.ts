import { type Account, parentIdOf } from '@tenantry/domain';

/** What the JSON of an account begins with, whatever its kind. */
export const accountHead = (account: Account) => ({
  id: account.id,
  number: account.number,
  kind: account.kind,
  parentId: parentIdOf(account) ?? null,
  name: account.name,
  status: account.status,
  version: account.version,
  createdAt: account.createdAt,
  updatedAt: account.updatedAt,
});
