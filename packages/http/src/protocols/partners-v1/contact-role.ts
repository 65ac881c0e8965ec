import { err, type Issue, issue, ok, type Power, type Result } from '@tenantry/domain';
import { isRecord } from '../../request/fields.ts';

/** The roles that a contact can have, and what each may do in the partner's subtree. */
const powers = {
  'Partner Supervisor': 'manage',
  'Partner User': 'read',
  'Client Admin': 'manage',
  'Client User': 'read',
} as const satisfies Readonly<Record<string, Power>>;

/** Their names. */
export const contactRoles: readonly string[] = Object.keys(powers);

const powersOf: ReadonlyMap<unknown, Power> = new Map(Object.entries(powers));

/** What stands for a role, by its name or in an object that has the name. */
export const powerOfContact = (given: unknown): Result<Power, Issue> => {
  const name = isRecord(given) ? given['name'] : given;
  const power = powersOf.get(name);
  if (power !== undefined) return ok(power);
  if (name === undefined) return err(issue(place, 'required'));
  if (name === null) return err(issue(place, 'required', 'must not be null'));
  return typeof name === 'string'
    ? err(issue(place, 'unknown', `must be one of ${contactRoles.join(', ')}`))
    : err(issue(place, 'type', 'must be a string, or an object with a name'));
};

const place = ['contact', 'userRole'];
