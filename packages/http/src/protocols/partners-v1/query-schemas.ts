import { z } from 'zod';
import { AccountRefInText } from '../../openapi/values.ts';
import { CreatePartnerRequest, RoleName } from './schemas.ts';

const { parent, contact, ...details } = CreatePartnerRequest.shape;

const flag = z.boolean();

const dotted = (part: string, shape: z.core.$ZodShape): z.core.$ZodShape =>
  Object.fromEntries(Object.entries(shape).map(([name, schema]) => [`${part}.${name}`, schema]));

/** What the body has may stand here too, each under its dotted name. */
export const createQuery = z
  .object({
    ...details,
    isActive: flag,
    ...dotted('parent', { id: AccountRefInText, name: parent.shape.name }),
    ...dotted('contact', {
      ...contact.shape,
      userRole: RoleName,
      isActive: flag,
      sendWelcomeEmail: flag,
    }),
  })
  .partial();

/** Which part of the list, and of which partners. */
export const listQuery = z.object({
  partner: z
    .string()
    .exactOptional()
    .describe('Only those whose number, UUID, name or reference this is.'),
  take: z.int().min(1).default(10).describe('How many; of more than 200 there are 200.'),
  skip: z.int().min(0).default(0).describe('How many come before them.'),
});
