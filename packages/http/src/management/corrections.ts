import {
  type Account,
  type AccountKind,
  type Application,
  type Failure,
  parseUpdateCustomer,
  parseUpdateRegister,
  type Result,
  type RetryableContext,
  type UpdateCustomerInput,
  type UpdateMasterInput,
  type UpdatePartnerInput,
  type UpdateRegisterInput,
} from '@tenantry/domain';
import { unparsed } from '../request/unparsed.ts';
import {
  customerDetails,
  masterDetails,
  partnerDetails,
  registerDetails,
  type Written,
} from './account-shown.ts';

/** What is to be another: fields as they were sent, and the version that this was made from. */
export interface Correction {
  readonly account: Pick<Account, 'id'>;
  readonly version?: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface Corrected {
  readonly account: Account;
  readonly details: Written;
}

/** How accounts of one kind are corrected: by the domain's command, word for word. */
interface Correcting {
  readonly fields: readonly string[];
  /** What is wrong with the fields, for an answer that tells all at once. */
  readonly check: (
    app: Application,
    correction: Correction,
    context: RetryableContext,
  ) => Promise<Result<unknown, Failure>>;
  readonly correct: (
    app: Application,
    correction: Correction,
    context: RetryableContext,
  ) => Promise<Result<Corrected, Failure>>;
}

const commandOf = <Command>(name: string, { account, version, fields }: Correction): Command =>
  unparsed<Command>({
    ...fields,
    ...(version === undefined ? {} : { version }),
    [name]: account.id,
  });

const customerOf = (correction: Correction) =>
  commandOf<UpdateCustomerInput>('customer', correction);

const customer: Correcting = {
  fields: ['name', 'workflows', 'configurations', 'references'],
  check: async (_, correction) => parseUpdateCustomer(customerOf(correction)),
  correct: async (app, correction, context) =>
    correctedTo(await app.customers.update(customerOf(correction), context), (corrected) => ({
      account: corrected.account,
      details: customerDetails(corrected),
    })),
};

const partnerOf = (correction: Correction) => commandOf<UpdatePartnerInput>('partner', correction);

const partner: Correcting = {
  // Its status is changed where that of every account is.
  fields: ['name', 'reference', 'billingId', 'verificationPhrase', 'contact'],
  check: (app, correction, context) => app.partners.checkUpdate(partnerOf(correction), context),
  correct: async (app, correction, context) =>
    correctedTo(await app.partners.update(partnerOf(correction), context), (corrected) => ({
      account: corrected.account,
      details: partnerDetails(corrected),
    })),
};

const registerOf = (correction: Correction) =>
  commandOf<UpdateRegisterInput>('account', correction);

const registered: Correcting = {
  fields: [
    'name',
    'firstName',
    'lastName',
    'companyName',
    'mobilePhone',
    'timeZone',
    'mayHaveSubAccounts',
  ],
  check: async (_, correction) => parseUpdateRegister(registerOf(correction)),
  correct: async (app, correction, context) =>
    correctedTo(await app.registers.update(registerOf(correction), context), (corrected) => ({
      account: corrected.account,
      details: registerDetails(corrected),
    })),
};

const masterOf = (correction: Correction) => commandOf<UpdateMasterInput>('master', correction);

const master: Correcting = {
  fields: ['name', 'defaultRole'],
  check: (app, correction, context) => app.masters.checkUpdate(masterOf(correction), context),
  correct: async (app, correction, context) =>
    correctedTo(await app.masters.update(masterOf(correction), context), (account) => ({
      account,
      details: masterDetails(account),
    })),
};

/** The same outcome, of whichever kind. */
const correctedTo = <T>(
  done: Result<T, Failure>,
  corrected: (value: T) => Corrected,
): Result<Corrected, Failure> => (done.ok ? { ...done, value: corrected(done.value) } : done);

export const correctingOf: Readonly<Record<AccountKind, Correcting>> = {
  customer,
  partner,
  registered,
  master,
};
