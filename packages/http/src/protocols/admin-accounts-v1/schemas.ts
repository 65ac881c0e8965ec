import { AccountId, registrationSchema } from '@tenantry/domain';
import { z } from 'zod';
import { ChosenPassword, Mailbox } from '../../openapi/values.ts';
import type { Attribute } from './attributes.ts';

const { firstName, lastName, companyName, mobilePhone, timeZone } =
  registrationSchema.unwrap().shape;

const required = {
  Firstname: firstName,
  Lastname: lastName,
  Email: Mailbox.describe('Who signs in; no one else in the installation may have it.'),
  Password: ChosenPassword,
  PasswordConfirmation: ChosenPassword.describe('The same as Password, to the letter.'),
};

const zone = timeZone.unwrap().meta({ examples: ['Europe/Rome'] });

const optional = {
  CompanyName: companyName.unwrap(),
  MobilePhone: mobilePhone.unwrap(),
  TimeZoneInJavaFormat: zone.describe('An IANA time zone; without one that of the parent, or UTC.'),
  TimeZone: zone.describe('The same by another name, an alias of ours.'),
};

// Whatever a request has besides is ignored; a reply has nothing besides.

/** What is asked for when an account is registered, in JSON: there what is empty may be null. */
export const AccountRegisterRequest = z
  .object({
    ...required,
    CompanyName: optional.CompanyName.nullable().exactOptional(),
    MobilePhone: optional.MobilePhone.nullable().exactOptional(),
    TimeZoneInJavaFormat: optional.TimeZoneInJavaFormat.nullable().exactOptional(),
    TimeZone: optional.TimeZone.nullable().exactOptional(),
  } satisfies Record<Attribute, z.ZodType>)
  .describe('An account that is to be registered. The letter case of keys does not matter.');

/** The same in XML. */
export const AccountRegisterRequestXml = z
  .object({
    ...required,
    CompanyName: optional.CompanyName.exactOptional(),
    MobilePhone: optional.MobilePhone.exactOptional(),
    TimeZoneInJavaFormat: optional.TimeZoneInJavaFormat.exactOptional(),
    TimeZone: optional.TimeZone.exactOptional(),
  } satisfies Record<Attribute, z.ZodType>)
  .meta({
    description:
      'An account that is to be registered: elements of exactly these names in any order, each ' +
      'once, in no namespace.',
    xml: { name: 'AccountRegisterRequest' },
  });

/** In the published order of elements. */
const ResponseData = z.strictObject({
  Result: z.literal('Success'),
  Identification: z.strictObject({
    UserId: z.guid().describe('Who asked: the user, or for an API key its account.'),
  }),
  Detail: z.strictObject({ ID: AccountId.describe('The account that was registered.') }),
});

const ErrorData = z.strictObject({
  ErrorCode: z.string().describe('What happened, for programs.'),
  ErrorReason: z
    .string()
    .describe('The same for people; of several faults all, each with its code.'),
});

const xml = { name: 'ResponseOfAccountRegisterResponse' };

export const AccountRegisterResponse = z
  .strictObject({ Error: z.null(), ResponseData })
  .describe('An account was registered.');

export const AccountRegisterResponseXml = z
  .strictObject({ ResponseData })
  .meta({ description: 'An account was registered.', xml });

/** An outcome that is no success. */
export const AccountRegisterError = z
  .strictObject({ Error: ErrorData, ResponseData: z.null() })
  .describe('Why nothing was done.');

export const AccountRegisterErrorXml = z
  .strictObject({ Error: ErrorData })
  .meta({ description: 'Why nothing was done.', xml });

/** What the parts are called in the document. */
export const adminAccountsV1Schemas = {
  AccountRegisterError,
  AccountRegisterErrorXml,
  AccountRegisterRequest,
  AccountRegisterRequestXml,
  AccountRegisterResponse,
  AccountRegisterResponseXml,
};
