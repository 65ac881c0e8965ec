import { z } from 'zod';
import type { Power } from '../access/powers.ts';
import { roleIssues } from '../access/roles-granted.ts';
import { type Invalid, invalid } from '../errors.ts';
import type { Policy } from '../policy.ts';
import { err, ok, type Result } from '../result.ts';
import { EmailAddress } from '../values/email-address.ts';
import { fieldAt } from '../values/field-at.ts';
import { AccountRef } from '../values/ids.ts';
import { issuesOf } from '../values/issues.ts';
import { PersonName, UserName } from '../values/names.ts';
import { present } from '../values/present.ts';
import { Roles } from '../values/role.ts';

const InvitationSchema = z
  .strictObject({
    account: AccountRef.exactOptional(),
    name: PersonName,
    email: EmailAddress,
    roles: Roles.default([]),
    userName: UserName.exactOptional(),
  })
  .readonly();

const CorrectionSchema = z
  .strictObject({
    // Found, or not, by the use case: what is no name of a membership names none.
    member: z.unknown(),
    name: PersonName.exactOptional(),
    email: EmailAddress.exactOptional(),
    roles: Roles.exactOptional(),
    /** Null takes it away. */
    userName: UserName.nullable().exactOptional(),
  })
  .readonly();

/**
 * What `members.invite` takes, as plain data. `account` absent: the caller's own. No roles: the
 * account's default role.
 */
export interface InviteMemberInput extends z.input<typeof InvitationSchema> {}
export type InviteMember = z.output<typeof InvitationSchema>;

/** What `members.correct` takes; what is left out stays. No roles: the account's default role. */
export interface CorrectMemberInput
  extends Omit<z.input<typeof CorrectionSchema>, 'member'>,
    MemberNamed {}
export type CorrectMember = Omit<z.output<typeof CorrectionSchema>, 'member'>;

export interface MemberNamed {
  /** Id or number. */
  readonly member: string | number;
}

/** Every fault at once. */
export const parseInviteMember = (
  given: unknown,
  policy: Policy,
  power: Power,
): Result<InviteMember, Invalid> => parse(InvitationSchema, given, policy, power);

/** Every fault at once. */
export const parseCorrectMember = (
  given: unknown,
  policy: Policy,
  power: Power,
): Result<CorrectMember, Invalid> => {
  const parsed = parse(CorrectionSchema, given, policy, power);
  if (!parsed.ok) return parsed;
  const { member: _, ...correction } = parsed.value;
  return ok(correction);
};

function parse<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  policy: Policy,
  power: Power,
): Result<z.output<Schema>, Invalid> {
  const input = present(given);
  const parsed = schema.safeParse(input, { reportInput: true });
  const roles = fieldAt(input, 'roles');
  const issues = [
    ...(parsed.success ? [] : issuesOf(parsed.error)),
    // A list past its limit is refused whole; there is no need to look at each entry.
    ...roleIssues(Array.isArray(roles) ? roles.slice(0, 100) : [], ['roles'], policy, power),
  ];
  return parsed.success && issues.length === 0 ? ok(parsed.data) : err(invalid(issues));
}
