import { type Call, type ExampleCallsInput, fresh } from '../../shell.ts';

const password = 'nine blue kettles sing';

const body = {
  Firstname: 'Jane',
  Lastname: 'Doe',
  CompanyName: 'Example Company',
  Email: `jane.${fresh}@example.com`,
  Password: password,
  PasswordConfirmation: password,
};

/** Registers an account that signs in for itself. */
export const example = ({ publicUrl, apiKey, account }: ExampleCallsInput): Call => ({
  title: 'admin-accounts-v1: register an account',
  url: `${publicUrl}/api/v1/admin/accounts/${account.id}`,
  headers: { api_key: apiKey, 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});
