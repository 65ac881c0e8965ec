import { type Issue, issue, type RegistrationInput } from '@tenantry/domain';
import { unparsed } from '../../request/unparsed.ts';
import type { Attribute, Sent } from './attributes.ts';

export interface Asked {
  /** What the request asks for, in the domain's words; its values are as they were sent. */
  readonly command: RegistrationInput;
  /** What is wrong with the request besides the command's own faults, at the published names. */
  readonly issues: readonly Issue[];
  /** Under which of its two names the time zone stands. */
  readonly timeZoneAt: Attribute;
}

/** Whatever is of the wrong type is handed on as it is, so that the domain says what is wrong. */
export const askedIn = ({ values, issues }: Sent): Asked => {
  const required = (attribute: Attribute): unknown => values.get(attribute);
  /** Empty, null and absent are one for what may be left out: forms send what is not filled in. */
  const optional = (attribute: Attribute): unknown => {
    const value = values.get(attribute);
    return value === '' || value === null ? undefined : value;
  };
  const zone = optional('TimeZoneInJavaFormat');
  const alias = optional('TimeZone');
  const differs = zone !== undefined && alias !== undefined && zone !== alias;
  const picked: object = {
    firstName: required('Firstname'),
    lastName: required('Lastname'),
    companyName: optional('CompanyName'),
    mobilePhone: optional('MobilePhone'),
    email: required('Email'),
    password: required('Password'),
    passwordConfirmation: required('PasswordConfirmation'),
    timeZone: zone ?? alias,
  };
  return {
    command: unparsed<RegistrationInput>(picked),
    issues: differs
      ? [...issues, issue(['TimeZone'], 'mismatch', 'must be the same as TimeZoneInJavaFormat')]
      : issues,
    timeZoneAt: zone === undefined && alias !== undefined ? 'TimeZone' : 'TimeZoneInJavaFormat',
  };
};
