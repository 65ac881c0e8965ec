import {
  type Account,
  type AccountRegister,
  type Application,
  type CreateCustomerInput,
  type CreatePartnerInput,
  createCustomerSchema,
  createPartnerSchema,
  type Failure,
  type OpenedAccount,
  type OpenRegisterInput,
  openRegisterSchema,
  type Partner,
  parseOpenRegister,
  type RegistrationInput,
  type Result,
  type RetryableContext,
  registrationSchema,
} from '@tenantry/domain';
import type { JsonObject } from '../request/json.ts';
import { valueOf } from '../request/json.ts';
import { unparsed } from '../request/unparsed.ts';
import {
  customerDetails,
  partnerDetails,
  plannedPartnerDetails,
  registerDetails,
  type Written,
  written,
} from './account-shown.ts';

/** An account that was made, or would be, with what its kind has besides. */
export interface Made {
  readonly account: Account;
  readonly details: Written;
}

type Given = Readonly<Record<string, unknown>>;

/** How accounts of one kind are made: by the domain's command, word for word. */
interface Creation {
  readonly fields: readonly string[];
  /** What is wrong with a command, for an answer that tells all at once. */
  readonly check: (
    app: Application,
    given: Given,
    context: RetryableContext,
  ) => Promise<Result<unknown, Failure>>;
  readonly create: (
    app: Application,
    given: Given,
    context: RetryableContext,
  ) => Promise<Result<Made, Failure>>;
}

const customer: Creation = {
  fields: Object.keys(createCustomerSchema.unwrap().shape),
  check: (app, given, context) =>
    app.customers.check(unparsed<CreateCustomerInput>(given), context),
  create: async (app, given, context) =>
    madeOf(await app.customers.create(unparsed<CreateCustomerInput>(given), context), (made) => ({
      account: made.account,
      details: customerDetails(made),
    })),
};

const partner: Creation = {
  fields: Object.keys(createPartnerSchema.unwrap().shape),
  check: (app, given, context) => app.partners.check(unparsed<CreatePartnerInput>(given), context),
  create: async (app, given, context) =>
    madeOf(await app.partners.create(unparsed<CreatePartnerInput>(given), context), (made) => ({
      account: made.account,
      details: partnerDetailsFor(made, given, context),
    })),
};

const partnerDetailsFor = (made: Partner, given: Given, { dryRun }: RetryableContext): Written =>
  dryRun === true ? plannedPartnerDetails(made, 'reference' in given) : partnerDetails(made);

/** With a password that somebody has chosen for it. */
const registered: Creation = {
  fields: Object.keys(registrationSchema.unwrap().shape),
  check: (app, given, context) => app.registers.check(unparsed<RegistrationInput>(given), context),
  create: async (app, given, context) =>
    madeOf(await app.registers.register(unparsed<RegistrationInput>(given), context), registerMade),
};

/** With one that is generated, and shown this once. */
const opened: Creation = {
  fields: Object.keys(openRegisterSchema.unwrap().shape),
  check: async (_, given) => parseOpenRegister(given),
  create: async (app, given, context) =>
    madeOf(await app.registers.open(unparsed<OpenRegisterInput>(given), context), (made) => {
      const { account, details } = registerMade(made.register);
      return { account, details: [...details, ...written(passwordShown(made, context))] };
    }),
};

const registerMade = (register: AccountRegister): Made => ({
  account: register.account,
  details: registerDetails(register),
});

/** Without it where a replay comes too late to be shown it, and then it says so. */
function passwordShown({ password }: OpenedAccount, { dryRun }: RetryableContext): object {
  if (dryRun === true) return {};
  return password === undefined ? { passwordWithheld: true } : { password: password.reveal() };
}

/** The same outcome, of whichever kind. */
const madeOf = <T>(done: Result<T, Failure>, made: (value: T) => Made): Result<Made, Failure> =>
  done.ok ? { ...done, value: made(done.value) } : done;

/** The kinds of accounts that can be made by anybody who may. */
export const creatableKinds = ['customer', 'partner', 'registered'] as const;

/** How what a body asks for is made; undefined where its kind is none of these. */
export const creationFor = (body: JsonObject): Creation | undefined => {
  switch (valueOf(body, 'kind')) {
    case 'customer':
      return customer;
    case 'partner':
      return partner;
    case 'registered':
      return body.members.has('password') || body.members.has('passwordConfirmation')
        ? registered
        : opened;
    default:
      return undefined;
  }
};
