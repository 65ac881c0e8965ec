import { z } from 'zod';

const uuid = () => z.guid().toLowerCase();

export const AccountId = uuid().brand<'AccountId'>();
export type AccountId = z.infer<typeof AccountId>;

export const UserId = uuid().brand<'UserId'>();
export type UserId = z.infer<typeof UserId>;

export const MembershipId = uuid().brand<'MembershipId'>();
export type MembershipId = z.infer<typeof MembershipId>;

export const ApiKeyId = uuid().brand<'ApiKeyId'>();
export type ApiKeyId = z.infer<typeof ApiKeyId>;

/** The account's number on the wire: a positive int32, made by the store, gaps allowed. */
export const AccountNumber = z.int().min(1).max(2_147_483_647).brand<'AccountNumber'>();
export type AccountNumber = z.infer<typeof AccountNumber>;

/** A membership's number on the wire, like an account's. */
export const MembershipNumber = z.int().min(1).max(2_147_483_647).brand<'MembershipNumber'>();
export type MembershipNumber = z.infer<typeof MembershipNumber>;

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
export type AccountAddress = z.infer<typeof AccountAddress>;
