import { type Issue, issue, longestEmailAddress } from '@tenantry/domain';
import { isRecord, pick } from '../../request/fields.ts';
import { powerOfContact } from './contact-role.ts';

const personFields = [
  'userName',
  'firstName',
  'lastName',
  'email',
  'phone',
  'isActive',
  'sendWelcomeEmail',
];

export const contactFields: readonly string[] = [...personFields, 'userRole'];

export interface ContactRead {
  /** In the domain's words; what is no object is handed on as it is. */
  readonly contact: unknown;
  /** What breaks this protocol's own rules. */
  readonly issues: readonly Issue[];
}

/** A contact, whole or in part. Without a role none is handed on: the domain knows what then. */
export const readContact = (given: unknown): ContactRead => {
  const person = pick(given, personFields);
  if (!isRecord(given) || !isRecord(person)) return { contact: given, issues: [] };
  const issues = [...emailIssues(person), ...phoneIssues(person)];
  if (!Object.hasOwn(given, 'userRole')) return { contact: person, issues };
  const power = powerOfContact(given['userRole']);
  return power.ok
    ? { contact: { ...person, power: power.value }, issues }
    : { contact: person, issues: [...issues, power.error] };
};

interface Person {
  readonly email?: unknown;
  readonly phone?: unknown;
}

const longestPhone = 255;

const tooLong = (field: string, most: number): Issue =>
  issue(['contact', field], 'tooLong', `must have at most ${most} characters`);

const isLonger = (given: unknown, most: number): boolean =>
  typeof given === 'string' && given.trim().length > most && [...given.trim()].length > most;

/** The published limit is 255; no mailbox is longer than this anyhow. */
const emailIssues = ({ email }: Person): readonly Issue[] =>
  isLonger(email, longestEmailAddress) ? [tooLong('email', longestEmailAddress)] : [];

/** What a phone is here. */
export const phonePattern = /^\+?[0-9]{5,20}$/;

/** The domain takes numbers as people write them; here they have the one form. */
function phoneIssues({ phone }: Person): readonly Issue[] {
  if (typeof phone !== 'string' || phonePattern.test(phone)) return [];
  if (isLonger(phone, longestPhone)) return [tooLong('phone', longestPhone)];
  const message = 'must be 5 to 20 digits after an optional +, and nothing else';
  return [issue(['contact', 'phone'], 'format', message)];
}
