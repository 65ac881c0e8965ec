import type { Failure, Issue, Path } from '@tenantry/domain';
import { idempotencyHeader } from '../../request/idempotency-key.ts';
import type { Attribute } from './attributes.ts';

/** The part of the path that names the parent. */
export const parentPlace = 'id';

/** Where each part of the domain's command and context stands in this protocol. */
const places: ReadonlyMap<string | number | undefined, string> = new Map([
  ['parent', parentPlace],
  ['idempotencyKey', idempotencyHeader],
  ['firstName', 'Firstname'],
  ['lastName', 'Lastname'],
  ['companyName', 'CompanyName'],
  ['mobilePhone', 'MobilePhone'],
  ['email', 'Email'],
  ['password', 'Password'],
  ['passwordConfirmation', 'PasswordConfirmation'],
]);

/** What was not sent, such as an address that was made, has no place: the empty path. */
const wirePath = ([part, ...rest]: Path, timeZoneAt: Attribute): Path => {
  const place = part === 'timeZone' ? timeZoneAt : places.get(part);
  return place === undefined ? [] : [place, ...rest];
};

/** The issues with their places as this protocol's clients know them. */
export const wireIssues = (issues: readonly Issue[], timeZoneAt: Attribute): readonly Issue[] =>
  issues.map((issue) => ({ ...issue, path: wirePath(issue.path, timeZoneAt) }));

/** Likewise an outcome: those that have one place say it by what they are. */
export const wireFailure = (failure: Failure, timeZoneAt: Attribute): Failure =>
  failure.kind === 'Invalid'
    ? { ...failure, issues: wireIssues(failure.issues, timeZoneAt) }
    : failure;
