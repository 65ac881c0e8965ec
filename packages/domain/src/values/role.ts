import { z } from 'zod';

/** A role's id. Which ids exist, and what power each gives, is policy. */
export const RoleId = z.int().min(1).max(2_147_483_647).brand<'RoleId'>();
export type RoleId = z.infer<typeof RoleId>;

/** The roles of one member; the same role twice is refused. */
export const Roles = z
  .array(RoleId)
  .max(100)
  .superRefine((roles, context) => {
    roles.forEach((role, at) => {
      if (roles.indexOf(role) < at)
        context.addIssue({ code: 'custom', message: 'duplicate', path: [at] });
    });
  })
  .readonly();
export type Roles = z.infer<typeof Roles>;
