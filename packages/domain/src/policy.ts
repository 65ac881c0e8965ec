import { z } from 'zod';
import { type Power, powers } from './access/powers.ts';
import { RoleId } from './values/role.ts';
import { text } from './values/text.ts';

const seconds = (byDefault: number) => z.int().min(60).max(315_360_000).default(byDefault);
const day = 86_400;

const Role = z.strictObject({ id: RoleId, power: z.enum(powers) }).readonly();

/** The role of an account's first user, where that is to manage it: every policy has it. */
export const firstUserRole: RoleId = RoleId.parse(1);

const Roles = z
  .array(Role)
  .min(1)
  .max(100)
  .superRefine(
    (roles, context) => {
      roles.forEach(({ id, power }, at) => {
        if (roles.findIndex((other) => other.id === id) < at)
          context.addIssue({ code: 'custom', message: 'duplicate', path: [at, 'id'] });
        if (id === firstUserRole && power !== 'manage')
          context.addIssue({ code: 'custom', message: firstUserManages, path: [at, 'power'] });
      });
      if (roles.every(({ id }) => id !== firstUserRole))
        context.addIssue({ code: 'custom', message: firstUserManages });
    },
    // Also where a role is faulty otherwise, or that would hide this.
    { when: ({ value }) => areRecords(value) },
  )
  .readonly();

const firstUserManages = 'unknown: must have the role 1 with the power manage';

/**
 * The installation's rules: one row, written when it is initialised. Every part may be left out
 * and then has the default that stands here. Lifetimes are in seconds.
 */
export const Policy = z
  .strictObject({
    /** Code points that a password must have at least; 15 is recommended where people choose. */
    passwordMinimum: z.int().min(1).max(128).default(8),
    lifetimes: z
      .strictObject({
        invitation: seconds(7 * day),
        passwordReset: seconds(600),
        accessToken: seconds(7 * day),
        refreshToken: seconds(28 * day),
        generatedPassword: seconds(30 * day),
      })
      .readonly()
      .prefault({}),
    /** Wrong passwords for one person, or one name, before all are refused; seconds until then. */
    signIn: z
      .strictObject({
        limit: z.int().min(1).max(1000).default(10),
        window: seconds(900),
      })
      .readonly()
      .prefault({}),
    /** The most levels a tree may have, the master's being the first. */
    depth: z.int().min(2).max(64).default(10),
    roles: Roles.prefault([
      { id: 1, power: 'manage' },
      { id: 2, power: 'provision' },
      { id: 3, power: 'read' },
    ]),
    /** The role of a member for whom none is said, where no account above says otherwise. */
    defaultRole: RoleId.prefault(3),
    /** Names of external references of which no two children of one parent may share a value. */
    uniqueReferenceNames: z.array(text(1, 255)).max(100).readonly().default([]),
    /** What mails and pages call this installation. */
    brand: text(1, 255).default('Tenantry'),
  })
  .refine(({ roles, defaultRole }) => roles.some(({ id }) => id === defaultRole), {
    error: 'unknown: must be one of the roles',
    path: ['defaultRole'],
    when: ({ value }) => isRecord(value) && areRecords(Reflect.get(value, 'roles')),
  })
  .readonly();
export type Policy = z.infer<typeof Policy>;

export const defaultPolicy: Policy = Policy.parse({});

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function areRecords(value: unknown): boolean {
  return Array.isArray(value) && value.every(isRecord);
}

/** The power that a role gives, or undefined for a role that this policy does not know. */
export const powerOfRole = (policy: Policy, role: RoleId): Power | undefined =>
  policy.roles.find(({ id }) => id === role)?.power;
