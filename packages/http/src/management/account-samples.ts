import { exampleAccountId } from '../openapi/examples.ts';

const at = '2026-03-01T09:30:00.000Z';

const common = {
  id: exampleAccountId,
  number: 42,
  parentId: null,
  name: 'Example Ltd',
  status: 'active',
  effectiveStatus: 'active',
  address: 'k7m2p9x4',
  url: 'https://accounts.example.com/a/k7m2p9x4',
  version: 1,
  createdAt: at,
  updatedAt: at,
};

const workflow = {
  workflowDefinitionId: 'kyc-standard',
  workflowName: 'Standard KYC',
  lifecyclePhase: 'ONBOARDING',
};

const customerCommand = {
  name: 'Example Ltd',
  workflows: [workflow],
  configurations: { billing: { rate: 1.5, plan: null } },
  references: [{ name: 'crm', value: 'C-1001', type: 'CUSTOMER' }],
};

const contact = {
  userName: 'jane.doe',
  firstName: 'Jane',
  lastName: 'Doe',
  email: 'jane.doe@example.com',
  phone: '+44 20 7946 0000',
};

const register = {
  firstName: 'Jane',
  lastName: 'Doe',
  companyName: 'Example Ltd',
  email: 'jane.doe@example.com',
  timeZone: 'Europe/London',
};

/** What may be sent to `POST /v1/accounts`. */
export const creationExamples = {
  customer: {
    kind: 'customer',
    ...customerCommand,
    users: [{ name: 'Jane Doe', email: 'jane.doe@example.com', roles: [1] }],
  },
  partner: { kind: 'partner', name: 'Example Partners', reference: 'P-7', contact },
  registered: { kind: 'registered', ...register },
  registeredWithPassword: {
    kind: 'registered',
    ...register,
    email: 'joe.doe@example.com',
    password: 'four blue kettles',
    passwordConfirmation: 'four blue kettles',
  },
};

const customer = { ...common, kind: 'customer', ...customerCommand };

const partner = {
  ...common,
  kind: 'partner',
  name: 'Example Partners',
  reference: 'P-7',
  hasVerificationPhrase: false,
  contact: {
    id: '01934f8a-5c3e-7d21-9b4f-6a7c8d9e0f13',
    number: 7,
    ...contact,
    roles: [1],
    status: 'invited',
  },
};

const registered = { ...common, kind: 'registered', ...register, mayHaveSubAccounts: false };

/** One account of each kind. */
export const accountExamples = {
  customer,
  partner,
  registered,
  master: { ...common, kind: 'master', name: 'Example Group', defaultRole: 3 },
};

/** What was just made. */
export const openedExamples = {
  customer,
  partner,
  registered: { ...registered, password: 'mvx3-8t2k-qp7w-z5rd' },
};

export const plannedExamples = {
  customer: {
    kind: 'customer',
    parentId: exampleAccountId,
    status: 'active',
    effectiveStatus: 'active',
    ...customerCommand,
  },
};

/** What may be sent to `PATCH /v1/accounts/{account}`. */
export const correctionExamples = {
  customer: { name: 'Example Limited', configurations: { billing: { rate: 2 }, legacy: null } },
  partner: { billingId: null, contact: { phone: '+44 20 7946 0001' } },
  registered: { companyName: null, timeZone: 'Europe/Rome' },
  master: { defaultRole: 3 },
};

export const summaryExample = { ...common, kind: 'customer' };
