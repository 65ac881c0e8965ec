import { z } from 'zod';

/** A role's id. Which ids exist, and what power each gives, is policy. */
export const RoleId = z.int().min(1).max(2_147_483_647).brand<'RoleId'>();
export type RoleId = z.infer<typeof RoleId>;

const mostRoles = 100;

/** The roles of one member; the same role twice is refused. */
export const Roles = z
  .array(RoleId)
  .max(mostRoles)
  .superRefine(
    (roles, context) => {
      roles.forEach((role, at) => {
        if (roles.indexOf(role) < at)
          context.addIssue({ code: 'custom', message: 'duplicate', path: [at] });
      });
    },
    // Also where an entry is faulty, or that would hide this; a list past its limit is enough said.
    { when: ({ value }) => Array.isArray(value) && value.length <= mostRoles },
  )
  .readonly();
export type Roles = z.infer<typeof Roles>;
