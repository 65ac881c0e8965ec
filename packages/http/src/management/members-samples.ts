import { exampleAccountId } from '../openapi/examples.ts';

export const sampleMemberId = '01934f8a-6b20-7c44-8a51-2f6c1d9b7e30';

export const sampleInvitation = {
  name: 'Jane Doe',
  email: 'jane@example.com',
  roles: [2],
  userName: 'jane',
};

export const samplePlanned = {
  accountId: exampleAccountId,
  ...sampleInvitation,
  status: 'invited',
  invitedUntil: '2027-01-31T12:00:00.000Z',
};

export const sampleInvited = {
  id: sampleMemberId,
  number: 42,
  ...samplePlanned,
  mail: { state: 'due', attempts: 0 },
};

export const sampleMember = {
  id: sampleMemberId,
  number: 42,
  accountId: exampleAccountId,
  ...sampleInvitation,
  status: 'active',
};
