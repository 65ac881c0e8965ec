import type { Issue } from '@tenantry/domain';

/** What a request may say of the account, by the published names. */
export const attributes = [
  'Firstname',
  'Lastname',
  'CompanyName',
  'MobilePhone',
  'Email',
  'Password',
  'PasswordConfirmation',
  'TimeZoneInJavaFormat',
  // The same by another name: an alias of ours.
  'TimeZone',
] as const;

export type Attribute = (typeof attributes)[number];

/** What was sent, by the published names, whatever format it was sent in. */
export interface Sent {
  /** As sent: a value of the wrong type is no business of a format. */
  readonly values: ReadonlyMap<string, unknown>;
  /** What is wrong with the body besides, at the published names. */
  readonly issues: readonly Issue[];
}
