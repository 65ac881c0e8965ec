import type { Remote } from './customers-v2-remote.ts';

/** Makes a customer with one user, on a server that runs elsewhere; answers the customer's id. */
export const createWithUser = async (
  { url, key, account }: Remote,
  user: { readonly name: string; readonly email: string },
): Promise<string> => {
  const response = await fetch(`${url}/v2/customers`, {
    method: 'POST',
    headers: {
      api_key: key,
      'X-Frankie-CustomerID': account,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({
      customer: { name: `Company of ${user.name}` },
      initialUsers: [{ ...user, roles: [1] }],
    }),
  });
  const { customer } = JSON.parse(await response.text());
  if (response.status !== 201) throw new Error(`a customer was answered ${response.status}`);
  return String(customer.customerChildId);
};
