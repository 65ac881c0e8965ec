import {
  AccountRef,
  Configurations,
  defaultPolicy,
  EmailAddress,
  ExternalReference,
  longestEmailAddress,
  longestPassword,
  mostNamespaces,
  mostPairs,
  Roles,
} from '@tenantry/domain';
import { z } from 'zod';

// The domain's values with what JSON Schema can say of their rules, where zod cannot tell it that.

/** As it is sent, and as it is answered: there its domain is in A-labels. */
export const Mailbox = EmailAddress.meta({
  description:
    'An e-mail address: an ASCII local part without quotes, and a domain of two labels or more. ' +
    'The domain may be sent in other letters than ASCII; it is answered in A-labels.',
  override: { type: 'string', format: 'email', maxLength: longestEmailAddress },
});

const [Id, Num, Digits] = AccountRef.options;

/** How an account is named in a path, a query or a header: everything is text there. */
export const AccountRefInText = z
  .union([Id, Digits])
  .meta({ description: 'The UUID of an account, or its number.' });

/** The same in JSON that has numbers. */
export const AccountRefInJson = z
  .union([Num, Id])
  .meta({ description: 'The number of an account, or its UUID.' });

/** Chosen by somebody. Which ones are taken depends on the installation's policy besides. */
export const ChosenPassword = z
  .string()
  .min(1)
  .max(longestPassword)
  .meta({
    format: 'password',
    description:
      `At least ${defaultPolicy.passwordMinimum} characters where the installation's policy says ` +
      'nothing else; taken exactly as it is sent. None of the 100,000 most common passwords, and ' +
      'none that is the e-mail address, what stands before its @, or the company.',
  });

/** One that is presented: whatever it is, it is compared and not judged. */
export const PresentedPassword = z.string().min(1).meta({ format: 'password' });

export const RoleIds = Roles.unwrap().meta({
  description: 'Ids of roles that the installation knows, none of them twice.',
  override: { uniqueItems: true },
});

export const Namespaces = Configurations.meta({
  description:
    `Up to ${mostNamespaces} namespaces, each a JSON object. Kept and answered as it was sent: ` +
    'numbers, the order of keys, any key.',
  override: {
    type: 'object',
    maxProperties: mostNamespaces,
    additionalProperties: { type: 'object' },
  },
});

const { name: Label } = ExternalReference.unwrap().shape;

export const Metadata = z
  .record(Label, Label)
  .meta({ description: 'Texts by name.', maxProperties: mostPairs });

/** A moment in UTC. */
export const Instant = z.string().meta({ format: 'date-time' });

export const Url = z.string().meta({ format: 'uri' });

/** The list of a command, on a wire where its entries are described otherwise. */
export const listOf = (
  list: z.ZodReadonly<z.ZodArray<z.ZodType>>,
  element: z.ZodType,
): z.ZodArray => new z.ZodArray({ ...list.unwrap().def, element });
