import { parentHeader } from './paths.ts';

const body = {
  customer: { name: 'Example Child Account' },
  initialUsers: [{ name: 'Jane Doe', email: 'user@example.com' }],
};

/** A call of this protocol; nothing in it must be unique, so it can be made again and again. */
export const example = (apiKey: string, accountId: string) => ({
  title: 'customers-v2: open a customer',
  path: '/v2/customers',
  headers: {
    api_key: apiKey,
    [parentHeader]: accountId,
    'Content-Type': 'application/json',
  },
  body: JSON.stringify(body),
});
