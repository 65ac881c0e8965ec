import { z } from 'zod';
import { type Power, powers, suffices } from '../access/powers.ts';
import { type Invalid, type Issue, invalid } from '../errors.ts';
import type { Policy } from '../policy.ts';
import { err, ok, type Result } from '../result.ts';
import { EmailAddress } from '../values/email-address.ts';
import { fieldAt } from '../values/field-at.ts';
import { AccountRef } from '../values/ids.ts';
import { issue, issuesOf } from '../values/issues.ts';
import { AccountName, PersonName, UserName } from '../values/names.ts';
import { PhoneNumber } from '../values/phone-number.ts';
import { present } from '../values/present.ts';
import { BillingId, Reference } from '../values/references.ts';
import type { RoleId } from '../values/role.ts';
import { VerificationPhrase } from '../values/verification-phrase.ts';
import type { CreatePartner } from './partner.ts';

const ContactInput = z
  .strictObject({
    userName: UserName,
    firstName: PersonName,
    lastName: PersonName,
    email: EmailAddress,
    phone: PhoneNumber,
    /**
     * What the contact may do; the installation has a role for it. Where none is said the most that
     * the caller may give.
     */
    power: z.enum(powers).exactOptional(),
    isActive: z.boolean().default(true),
    /** Whether the contact is invited by mail now; it may be later. */
    sendWelcomeEmail: z.boolean().default(false),
  })
  .readonly();

/** What a wire that opens partners is described by; and below, one that corrects them. */
export const createPartnerSchema = z
  .strictObject({
    /** Absent, both of them: the caller's own account. */
    parent: AccountRef.exactOptional(),
    /**
     * The parent by its name, among the master accounts and partners in reach; with `parent` too they
     * must agree.
     */
    parentName: AccountName.exactOptional(),
    name: AccountName,
    reference: Reference.exactOptional(),
    billingId: BillingId.exactOptional(),
    verificationPhrase: VerificationPhrase.exactOptional(),
    isActive: z.boolean().default(true),
    contact: ContactInput,
  })
  .readonly();

/** What `partners.create` takes, as plain data. */
export interface CreatePartnerInput extends z.input<typeof createPartnerSchema> {}

/** The same, parsed. */
export interface ParsedCreatePartner {
  readonly parent?: AccountRef;
  readonly parentName?: AccountName;
  readonly verificationPhrase?: VerificationPhrase;
  readonly partner: CreatePartner;
}

/**
 * Every fault of the command at once. Nobody gives a contact more power than the caller has.
 */
export const parseCreatePartner = (
  given: unknown,
  policy: Policy,
  power: Power,
): Result<ParsedCreatePartner, Invalid> => {
  const input = present(given);
  const parsed = createPartnerSchema.safeParse(input, { reportInput: true });
  const byDefault = mostOf(policy, power);
  const issues = [
    ...(parsed.success ? [] : issuesOf(parsed.error)),
    ...powerIssues(input, policy, power, byDefault),
  ];
  if (!parsed.success || issues.length > 0) return err(invalid(issues));
  const { parent, parentName, verificationPhrase, contact, ...details } = parsed.data;
  const { power: asked = byDefault, ...person } = contact;
  const role = roleFor(policy, asked);
  if (role === undefined) return err(invalid([withoutRole(asked)]));
  return ok({
    ...(parent === undefined ? {} : { parent }),
    ...(parentName === undefined ? {} : { parentName }),
    ...(verificationPhrase === undefined ? {} : { verificationPhrase }),
    partner: { ...details, contact: { ...person, role } },
  });
};

export const updatePartnerSchema = z
  .strictObject({
    partner: z.union([z.string(), z.number()]),
    /** The version that the correction was made from; another one now is stale. */
    version: z.int().exactOptional(),
    name: AccountName.exactOptional(),
    reference: Reference.exactOptional(),
    /** Null takes it away, as with the phrase. */
    billingId: BillingId.nullable().exactOptional(),
    verificationPhrase: VerificationPhrase.nullable().exactOptional(),
    isActive: z.boolean().exactOptional(),
    contact: z
      .strictObject({
        userName: UserName.exactOptional(),
        firstName: PersonName.exactOptional(),
        lastName: PersonName.exactOptional(),
        email: EmailAddress.exactOptional(),
        phone: PhoneNumber.exactOptional(),
        power: z.enum(powers).exactOptional(),
        isActive: z.boolean().exactOptional(),
        sendWelcomeEmail: z.boolean().exactOptional(),
      })
      .readonly()
      .exactOptional(),
  })
  .readonly();

/** What `partners.update` takes, as plain data; what is left out stays as it is. */
export interface UpdatePartnerInput extends z.input<typeof updatePartnerSchema> {}

/** The same, parsed; the contact's power as the role that gives it. */
export interface UpdatePartner
  extends Omit<z.output<typeof updatePartnerSchema>, 'contact' | 'partner'> {
  readonly contact?: Omit<NonNullable<z.output<typeof updatePartnerSchema>['contact']>, 'power'> & {
    readonly role?: RoleId;
  };
}

/** Every fault of the command at once. */
export const parseUpdatePartner = (
  given: unknown,
  policy: Policy,
  power: Power,
): Result<UpdatePartner, Invalid> => {
  const input = present(given);
  const parsed = updatePartnerSchema.safeParse(input, { reportInput: true });
  const issues = [
    ...(parsed.success ? [] : issuesOf(parsed.error)),
    ...powerIssues(input, policy, power),
  ];
  if (!parsed.success || issues.length > 0) return err(invalid(issues));
  const { contact, partner: _, ...details } = parsed.data;
  if (contact === undefined) return ok(details);
  const { power: asked, ...person } = contact;
  const role = asked === undefined ? undefined : roleFor(policy, asked);
  return ok({ ...details, contact: { ...person, ...(role === undefined ? {} : { role }) } });
};

/** Asked of the raw input, so that a fault elsewhere hides none of these. */
function powerIssues(
  input: unknown,
  policy: Policy,
  has: Power,
  byDefault?: Power,
): readonly Issue[] {
  const contact = fieldAt(input, 'contact');
  const said = fieldAt(contact, 'power');
  const asked = said === undefined ? byDefault : powers.find((power) => power === said);
  if (asked === undefined || typeof contact !== 'object') return [];
  if (roleFor(policy, asked) === undefined) return [withoutRole(asked)];
  return suffices(has, asked) ? [] : [issue(['contact', 'power'], 'exceedsPower')];
}

/** The most that a caller may give, of what there are roles for. */
const mostOf = (policy: Policy, has: Power): Power =>
  powers.findLast((power) => suffices(has, power) && roleFor(policy, power) !== undefined) ?? has;

/** The installation's first role that gives just this power. */
const roleFor = (policy: Policy, wanted: Power): RoleId | undefined =>
  policy.roles.find(({ power }) => power === wanted)?.id;

const withoutRole = (power: Power): Issue =>
  issue(['contact', 'power'], 'unknown', `has no role in this installation: ${power}`);
