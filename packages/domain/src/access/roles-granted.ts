import type { Issue, Path } from '../errors.ts';
import { type Policy, powerOfRole } from '../policy.ts';
import { issue } from '../values/issues.ts';
import { RoleId } from '../values/role.ts';
import { type Power, suffices } from './powers.ts';

/**
 * What is wrong with the roles that somebody gives: each must be known to the policy, and give no more
 * power than the giver has. What is no role at all is the schema's matter.
 */
export const roleIssues = (
  roles: readonly unknown[],
  path: Path,
  policy: Policy,
  power: Power,
): readonly Issue[] =>
  roles.flatMap((role, at) => {
    const known = RoleId.safeParse(role);
    if (!known.success) return [];
    const given = powerOfRole(policy, known.data);
    if (given === undefined)
      return [issue([...path, at], 'unknown', 'is no role of this installation')];
    return suffices(power, given) ? [] : [issue([...path, at], 'exceedsPower')];
  });
