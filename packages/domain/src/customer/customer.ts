import type { ImportedStatus } from '../access/caller.ts';
import { invite, type MadeInvitation } from '../access/first-access.ts';
import type { Membership, NewMembership } from '../access/membership.ts';
import { type Invalid, invalid } from '../errors.ts';
import type { Policy } from '../policy.ts';
import { err, ok, type Result } from '../result.ts';
import { type Account, inheritedRole, type Lineage, type NewAccount } from '../tree/account.ts';
import { type CannotChange, changed } from '../tree/change.ts';
import { type CannotOpen, openChild } from '../tree/open-child.ts';
import { Configurations, patched } from '../values/configurations.ts';
import type { DefaultWorkflow } from '../values/default-workflow.ts';
import type { ExternalReference } from '../values/external-reference.ts';
import type { AccountAddress, AccountId } from '../values/ids.ts';
import { issuesOf } from '../values/issues.ts';
import type { AccountName } from '../values/names.ts';
import type { CreateCustomer } from './command.ts';

/** What a customer is besides a node of the tree. */
export interface CustomerDetails {
  readonly workflows: readonly DefaultWorkflow[];
  readonly configurations: Configurations;
  readonly references: readonly ExternalReference[];
}

/** A child customer account. */
export interface Customer extends CustomerDetails {
  readonly account: Account;
  /** In the order in which they were named. */
  readonly members: readonly Membership[];
}

/** A customer before a store has given out its numbers. */
export interface NewCustomer extends CustomerDetails {
  readonly account: NewAccount;
  readonly members: readonly NewMembership[];
  /** Names of references of which no two children of the parent may share a value. */
  readonly uniqueReferenceNames: readonly string[];
}

/** A customer after a correction, as a store takes it. */
export type CorrectedCustomer = Customer & Pick<NewCustomer, 'uniqueReferenceNames'>;

/** What has to come from outside a pure function: ids, and the hashes of invitation tokens. */
export interface MadeForCustomer {
  readonly id: AccountId;
  readonly address: AccountAddress;
  /** One for each user of the command, in the same order. */
  readonly invitations: readonly MadeInvitation[];
}

/** Opens a customer beneath the last account of the lineage; its users stand invited. */
export const openCustomer = (
  command: CreateCustomer,
  made: MadeForCustomer,
  parents: Lineage,
  policy: Policy,
  now: Date,
  imported?: ImportedStatus,
): Result<NewCustomer, CannotOpen> => {
  const { id, address } = made;
  const opened = openChild(
    { id, address, kind: 'customer', name: command.name, imported },
    parents,
    policy,
    now,
  );
  if (!opened.ok) return opened;
  const defaultRoles = [inheritedRole(parents, policy.defaultRole)];
  return ok({
    account: opened.value,
    workflows: command.workflows,
    configurations: command.configurations,
    references: command.references,
    members: made.invitations.flatMap((invitation, at) => {
      const user = command.users[at];
      if (user === undefined) return [];
      const roles = user.roles.length > 0 ? user.roles : defaultRoles;
      return [invite(id, { ...user, roles }, invitation, policy, now)];
    }),
    uniqueReferenceNames: policy.uniqueReferenceNames,
  });
};

export interface CustomerCorrection extends Partial<CustomerDetails> {
  readonly name?: AccountName;
  /** What is to change of the configurations that stand, or of those that are put in their place. */
  readonly configurationsPatch?: string;
  /** The version that the correction was made from; another one now is stale. */
  readonly version?: number;
}

/**
 * What was made can be corrected, part by part, until the account is closed. What comes of a patch of
 * its configurations keeps their rules, or is `Invalid`.
 */
export const correctCustomer = (
  customer: Customer,
  correction: CustomerCorrection,
  now: Date,
): Result<Customer, CannotChange | Invalid> => {
  const account = changed(customer.account, correction.version, now);
  if (!account.ok) return account;
  const configurations = configured(customer, correction);
  if (!configurations.ok) return configurations;
  return ok({
    ...customer,
    account: { ...account.value, name: correction.name ?? account.value.name },
    workflows: correction.workflows ?? customer.workflows,
    configurations: configurations.value,
    references: correction.references ?? customer.references,
  });
};

function configured(
  customer: CustomerDetails,
  { configurations = customer.configurations, configurationsPatch: patch }: CustomerCorrection,
): Result<Configurations, Invalid> {
  if (patch === undefined) return ok(configurations);
  const parsed = Configurations.safeParse(patched(configurations, patch));
  if (parsed.success) return ok(parsed.data);
  const issues = issuesOf(parsed.error);
  return err(
    invalid(issues.map((issue) => ({ ...issue, path: ['configurationsPatch', ...issue.path] }))),
  );
}
