import type { Letter } from '@tenantry/domain';

export const from = 'Estate Office <no-reply@estate.test>';

type Invitation = Extract<Letter, { kind: 'invitation' }>;

export const invitation: Invitation = {
  kind: 'invitation',
  id: '01890000-0000-7000-8000-000000000001',
  to: { name: 'Jane Doe', address: 'jane.doe@example.com' },
  accountName: 'Example Account',
  brand: 'Estate',
  link: 'https://estate.test/invitations/-_k3lVQ0aB9xZ7mN2cD4eF6gH8iJ0kL1pQ2rS3tU4vW',
  until: new Date('2030-11-28T14:05:00Z'),
};

/** A letter like no other. */
export const numbered = (number: number, parts: Partial<Invitation> = {}): Letter => ({
  ...invitation,
  id: `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`,
  to: { name: `Person ${number}`, address: `person.${number}@example.com` },
  ...parts,
});
