import type { Call, ExampleCallsInput } from '../../shell.ts';
import { parentHeader } from './paths.ts';

const body = {
  customer: { name: 'Example Child Account' },
  initialUsers: [{ name: 'Jane Doe', email: 'user@example.com' }],
};

/** Opens a customer; nothing in it must be unique. */
export const example = ({ publicUrl, apiKey, account }: ExampleCallsInput): Call => ({
  title: 'customers-v2: open a customer',
  url: `${publicUrl}/v2/customers`,
  headers: {
    api_key: apiKey,
    [parentHeader]: account.id,
    'Content-Type': 'application/json',
  },
  body: JSON.stringify(body),
});
