import { z } from 'zod';

// The types of brands are written out: an editor shows them by their names then.

const uuid = () => z.guid().toLowerCase();

export const AccountId = uuid().brand<'AccountId'>();
export type AccountId = string & z.core.$brand<'AccountId'>;

export const UserId = uuid().brand<'UserId'>();
export type UserId = string & z.core.$brand<'UserId'>;

export const MembershipId = uuid().brand<'MembershipId'>();
export type MembershipId = string & z.core.$brand<'MembershipId'>;

export const ApiKeyId = uuid().brand<'ApiKeyId'>();
export type ApiKeyId = string & z.core.$brand<'ApiKeyId'>;

/** The account's number on the wire: a positive int32, made by the store, gaps allowed. */
export const AccountNumber = z.int().min(1).max(2_147_483_647).brand<'AccountNumber'>();
export type AccountNumber = number & z.core.$brand<'AccountNumber'>;

/** A membership's number on the wire, like an account's. */
export const MembershipNumber = z.int().min(1).max(2_147_483_647).brand<'MembershipNumber'>();
export type MembershipNumber = number & z.core.$brand<'MembershipNumber'>;

const digits = z
  .string()
  .regex(/^[1-9][0-9]{0,9}$/)
  .transform(Number);

/** How a caller names an account: by its id or by its number (as a number or in digits). */
export const AccountRef = z.union([AccountId, AccountNumber, digits.pipe(AccountNumber)]);
export type AccountRef = z.infer<typeof AccountRef>;

/** The same for a membership. */
export const MembershipRef = z.union([
  MembershipId,
  MembershipNumber,
  digits.pipe(MembershipNumber),
]);
export type MembershipRef = z.infer<typeof MembershipRef>;

/** The account's short name in URLs: a DNS label (RFC 1123, 2.1), never made from a name. */
export const AccountAddress = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, {
    error: 'format: must be a DNS label of lower-case letters, digits and dashes',
  })
  .brand<'AccountAddress'>();
export type AccountAddress = string & z.core.$brand<'AccountAddress'>;
