import {
  AccountId,
  AccountName,
  AppName,
  accountStatuses,
  openRegisterSchema,
} from '@tenantry/domain';
import { z } from 'zod';
import { Instant, Mailbox, PresentedPassword, Url } from '../../openapi/values.ts';
import { sampleCredentials } from './samples.ts';

const { name } = openRegisterSchema.unwrap().shape;

// Whatever a request has besides is ignored; a reply has nothing besides.

/** Who signs in, in a body or in a query. */
export const Credentials = z
  .object({
    login: z
      .string()
      .min(1)
      .meta({ description: "The person's e-mail address.", examples: [sampleCredentials.login] }),
    password: PresentedPassword.meta({ examples: [sampleCredentials.password] }),
  })
  .describe('Who signs in.');

/** A session. */
export const Tokens = z
  .strictObject({
    access_token: z.string().describe('To call with, at the URL of this account alone.'),
    refresh_token: z.string().describe('To get the next pair by, once.'),
    expires_in: z
      .int()
      .describe('Until when the access token is good: a Unix time, and no number of seconds.'),
  })
  .describe('A pair of tokens.');

/** What is asked for when a sub-account is opened. */
export const OpenSubAccountRequest = z
  .object({
    email: Mailbox.describe('Who signs in to it; no one else in the installation may have it.'),
    name: name.describe('What the account is called; without one as its mailbox is.'),
  })
  .describe('A sub-account that is to be opened.');

const opened = { url: Url, email: Mailbox, login: Mailbox, id: AccountId };

/** The sub-account that was opened. */
export const OpenedSubAccount = z
  .union([
    z.strictObject({
      ...opened,
      password: z.string().describe('Shown this once; good until it is changed.'),
    }),
    z.strictObject({
      ...opened,
      password: z.null(),
      passwordWithheld: z
        .literal(true)
        .describe('A replay that came too late, or after the password was used or changed.'),
    }),
  ])
  .describe('A sub-account, and how to sign in to it.');

/** What is asked for when an app is created. */
export const CreateAppRequest = z
  .object({ name: AppName.describe('No other app of the account has it.') })
  .describe('An app that is to be created.');

const SubAccount = z.strictObject({
  type: z.literal('partners'),
  id: AccountId,
  attributes: z.strictObject({
    name: AccountName,
    email: Mailbox,
    login: Mailbox,
    url: Url,
    status: z.enum(accountStatuses),
    createdAt: Instant,
  }),
});

const App = z.strictObject({
  type: z.literal('apps'),
  id: z.guid(),
  attributes: z.strictObject({ name: AppName, createdAt: Instant }),
});

const meta = z.strictObject({
  page: z.int().min(1),
  pageSize: z.int().min(1).describe('As asked for, but 200 at most.'),
  pages: z.int().min(0),
  total: z.int().min(0),
});

export const SubAccounts = z
  .strictObject({ data: z.array(SubAccount), meta })
  .describe('Some of the accounts directly beneath.');

export const Apps = z
  .strictObject({ data: z.array(App), meta })
  .describe('Some of the apps of the account, the oldest first.');

export const CreatedApp = z.strictObject({ data: App }).describe('The app that was created.');

const source = z
  .union([
    z.strictObject({ pointer: z.string().describe('In the body (RFC 6901).') }),
    z.strictObject({ parameter: z.string().describe('In the query.') }),
    z.strictObject({ header: z.string() }),
  ])
  .exactOptional()
  .describe('Where in the request.');

/** An outcome that is no success. */
export const SubAccountErrors = z
  .strictObject({
    errors: z
      .array(
        z.strictObject({
          status: z.string().regex(/^[45][0-9]{2}$/),
          title: z.string(),
          detail: z.string(),
          source,
        }),
      )
      .min(1),
  })
  .describe('Why nothing was done, each fault of the request by itself.');

/** What the parts are called in the document. */
export const partnersV8Schemas = {
  App,
  Apps,
  CreateAppRequest,
  CreatedApp,
  Credentials,
  OpenedSubAccount,
  OpenSubAccountRequest,
  SubAccount,
  SubAccountErrors,
  SubAccounts,
  Tokens,
};
