import { exampleAccountId } from '../../openapi/examples.ts';

export const sampleNumber = 1042;

const samplePerson = {
  userName: 'jane.doe',
  firstName: 'Jane',
  lastName: 'Doe',
  email: 'user@example.com',
  phone: '+15555550100',
};

export const sampleLeast = { name: 'Example Partner', parent: { id: 1 }, contact: samplePerson };

export const sampleWhole = {
  name: 'Example Partner',
  reference: 'PARTNER-00001342',
  billingId: 'BILL-42',
  verificationPhrase: 'purple kettle on a bicycle',
  isActive: true,
  parent: { id: 1, name: 'Master' },
  contact: {
    ...samplePerson,
    userRole: 'Partner Supervisor',
    isActive: true,
    sendWelcomeEmail: true,
  },
};

export const sampleCorrection = {
  version: 1,
  billingId: null,
  isActive: false,
  contact: { phone: '+15555550101' },
};

/** The partner that comes of the whole one. */
export const samplePartner = {
  id: sampleNumber,
  accountId: exampleAccountId,
  name: sampleWhole.name,
  reference: sampleWhole.reference,
  billingId: sampleWhole.billingId,
  isActive: true,
  version: 1,
  parent: { id: 1, name: 'Master' },
  contact: { id: 7, firstName: 'Jane', lastName: 'Doe', email: 'user@example.com' },
  created: '2025-01-01T00:00:00.000Z',
  modified: '2025-01-01T00:00:00.000Z',
};
