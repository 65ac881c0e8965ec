import { z } from 'zod';
import { type Power, powers } from './access/powers.ts';
import { isObject } from './values/is-object.ts';
import { RoleId } from './values/role.ts';
import { text } from './values/text.ts';

const seconds = (byDefault: number) => z.int().min(60).max(315_360_000).default(byDefault);
const day = 86_400;

/** So many within so many seconds. */
const Rate = z
  .strictObject({
    limit: z.int().min(1).max(1_000_000).describe('requests'),
    window: z.int().min(1).max(86_400).describe('seconds'),
  })
  .readonly();
export interface Rate extends z.infer<typeof Rate> {}

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
 * and then has the default that stands here. The descriptions are what the documents say.
 */
export const Policy = z
  .strictObject({
    passwordMinimum: z
      .int()
      .min(1)
      .max(128)
      .default(8)
      .describe('characters that a password must have; 15 is recommended where people choose'),
    lifetimes: z
      .strictObject({
        invitation: seconds(7 * day).describe('seconds for which an invitation can be accepted'),
        passwordReset: seconds(600).describe('seconds for which a password reset can be used'),
        accessToken: seconds(7 * day).describe('seconds for which an access token is good'),
        refreshToken: seconds(28 * day).describe('seconds for which a refresh token is good'),
        generatedPassword: seconds(30 * day).describe(
          'seconds after which a generated password lapses if it was never used',
        ),
      })
      .readonly()
      .prefault({}),
    signIn: z
      .strictObject({
        limit: z
          .int()
          .min(1)
          .max(1000)
          .default(10)
          .describe('wrong passwords for one person, or one name, before all are refused'),
        window: seconds(900).describe('seconds from the first of them until they are forgotten'),
      })
      .readonly()
      .prefault({}),
    mailing: z
      .strictObject({
        limit: z
          .int()
          .min(1)
          .max(1000)
          .default(3)
          .describe(
            'mails to one mailbox that can be asked for: resets, and repeated invitations of one account',
          ),
        window: seconds(3600).describe('seconds from the first of them until they are forgotten'),
      })
      .readonly()
      .prefault({}),
    requests: z
      .strictObject({
        perCaller: Rate.exactOptional().describe(
          'requests that one server process answers to all keys and people of one account together; without it as many as come',
        ),
        perAddress: Rate.exactOptional().describe(
          'the same for one network address, whoever calls from it',
        ),
      })
      .readonly()
      .prefault({}),
    retention: z
      .strictObject({
        mail: seconds(90 * day).describe(
          'seconds after which a message that was sent or given up is forgotten by `tenantry maintain`',
        ),
      })
      .readonly()
      .prefault({}),
    changeGeneratedPassword: z
      .boolean()
      .default(false)
      .describe('whether a generated password opens nothing until its owner has changed it'),
    depth: z
      .int()
      .min(2)
      .max(64)
      .default(10)
      .describe('levels that a tree may have, the master account being the first'),
    roles: Roles.prefault([
      { id: 1, power: 'manage' },
      { id: 2, power: 'provision' },
      { id: 3, power: 'read' },
    ]).describe('the roles that there are, each with its power; role 1 has `manage`'),
    defaultRole: RoleId.prefault(3).describe(
      'the role of a member for whom none is said, where no account above says otherwise',
    ),
    uniqueReferenceNames: z
      .array(text(1, 255))
      .max(100)
      .readonly()
      .default([])
      .describe(
        'names of external references whose value no two children of one parent may share; counts for references that are stored from then on',
      ),
    brand: text(1, 255).default('Tenantry').describe('what mails and pages call the installation'),
  })
  .refine(({ roles, defaultRole }) => roles.some(({ id }) => id === defaultRole), {
    error: 'unknown: must be one of the roles',
    path: ['defaultRole'],
    when: ({ value }) => isObject(value) && areRecords(Reflect.get(value, 'roles')),
  })
  .readonly();
export interface Policy extends z.infer<typeof Policy> {}

export const defaultPolicy: Policy = Policy.parse({});

function areRecords(value: unknown): boolean {
  return Array.isArray(value) && value.every(isObject);
}

/** The power that a role gives, or undefined for a role that this policy does not know. */
export const powerOfRole = (policy: Policy, role: RoleId): Power | undefined =>
  policy.roles.find(({ id }) => id === role)?.power;
