import { z } from 'zod';
import type { Power } from '../access/powers.ts';
import { roleIssues } from '../access/roles-granted.ts';
import { type Invalid, type Issue, invalid } from '../errors.ts';
import type { Policy } from '../policy.ts';
import { err, ok, type Result } from '../result.ts';
import { Configurations, ConfigurationsPatch, noConfigurations } from '../values/configurations.ts';
import { DefaultWorkflows } from '../values/default-workflow.ts';
import { EmailAddress } from '../values/email-address.ts';
import { ExternalReferences } from '../values/external-reference.ts';
import { fieldAt } from '../values/field-at.ts';
import { AccountRef } from '../values/ids.ts';
import { issue, issuesOf } from '../values/issues.ts';
import { AccountName, PersonName } from '../values/names.ts';
import { present } from '../values/present.ts';
import { Roles } from '../values/role.ts';

/** A person who is invited when the account is opened. No roles: the account's default role. */
const InitialUser = z
  .strictObject({ name: PersonName, email: EmailAddress, roles: Roles.default([]) })
  .readonly();

const InitialUsers = z.array(InitialUser).max(100).readonly();

/** What a wire that opens customers is described by. */
export const createCustomerSchema = z
  .strictObject({
    parent: AccountRef.exactOptional(),
    name: AccountName,
    workflows: DefaultWorkflows.default([]),
    users: InitialUsers.default([]),
    configurations: Configurations.default(noConfigurations),
    references: ExternalReferences.default([]),
  })
  .readonly();

/** What `customers.create` takes, as plain data. `parent` absent: the caller's own account. */
export interface CreateCustomerInput extends z.input<typeof createCustomerSchema> {}

/** The same, parsed: every value keeps its rule. */
export type CreateCustomer = z.output<typeof createCustomerSchema>;

/**
 * Every fault of the command at once. One mailbox stands once among the users, in whatever
 * spelling: both places of a pair are named. Roles must be known to the policy, and give no more
 * power than the caller has.
 */
export const parseCreateCustomer = (
  given: unknown,
  policy: Policy,
  power: Power,
): Result<CreateCustomer, Invalid> => {
  const input = present(given);
  const parsed = createCustomerSchema.safeParse(input, { reportInput: true });
  const users = parsed.success ? parsed.data.users : listAt(input, 'users');
  const issues = [
    ...(parsed.success ? [] : issuesOf(parsed.error)),
    ...mailboxIssues(users.map((user) => mailboxOf(fieldAt(user, 'email')))),
    ...users.flatMap((user, at) =>
      roleIssues(listAt(user, 'roles'), ['users', at, 'roles'], policy, power),
    ),
  ];
  return parsed.success && issues.length === 0 ? ok(parsed.data) : err(invalid(issues));
};

const updateSchema = z
  .strictObject({
    customer: z.union([z.string(), z.number()]),
    /** The version that the correction was made from; another one now is stale. */
    version: z.int().exactOptional(),
    name: AccountName.exactOptional(),
    workflows: DefaultWorkflows.exactOptional(),
    configurations: Configurations.exactOptional(),
    /** Instead of all of them: what is to change of those that stand. */
    configurationsPatch: ConfigurationsPatch.exactOptional(),
    references: ExternalReferences.exactOptional(),
  })
  .readonly();

/** What `customers.update` takes, as plain data; what is left out stays as it is. */
export interface UpdateCustomerInput extends z.input<typeof updateSchema> {}

/** The same, parsed. */
export type UpdateCustomer = Omit<z.output<typeof updateSchema>, 'customer'>;

/** Every fault of the command at once. */
export const parseUpdateCustomer = (given: unknown): Result<UpdateCustomer, Invalid> => {
  const parsed = updateSchema.safeParse(present(given), { reportInput: true });
  if (!parsed.success) return err(invalid(issuesOf(parsed.error)));
  const { customer: _, ...correction } = parsed.data;
  return ok(correction);
};

// What concerns several values, or the policy, is asked of the raw input where the schema found
// faults: zod leaves such rules out then, and one fault would hide another.

function mailboxIssues(mailboxes: readonly (string | undefined)[]): readonly Issue[] {
  return mailboxes.flatMap((mailbox, at) =>
    mailbox !== undefined && mailboxes.indexOf(mailbox) !== mailboxes.lastIndexOf(mailbox)
      ? [issue(['users', at, 'email'], 'duplicate', 'is the mailbox of more than one user')]
      : [],
  );
}

function mailboxOf(email: unknown): string | undefined {
  if (typeof email === 'string') return EmailAddress.safeParse(email).data?.canonical;
  const canonical = fieldAt(email, 'canonical');
  return typeof canonical === 'string' ? canonical : undefined;
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const list = fieldAt(value, key);
  // A list past its limit is refused whole; there is no need to look at each entry.
  return Array.isArray(list) ? list.slice(0, 100) : [];
}
