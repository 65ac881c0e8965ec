import { type Call, type ExampleCallsInput, fresh } from '../../shell.ts';

/** Opens a partner; names, references and user names may stand but once. */
export const example = ({ publicUrl, account, user }: ExampleCallsInput): Call => ({
  title: 'partners-v1: open a partner',
  url: `${publicUrl}/api/v1/partners`,
  headers: {
    Authorization: `Basic ${Buffer.from(`${user.userName}:${user.password}`).toString('base64')}`,
    'Content-Type': 'application/json',
  },
  body: JSON.stringify({
    name: `Example Partner ${fresh}`,
    parent: { id: account.number },
    contact: {
      userName: `jane.doe.${fresh}`,
      firstName: 'Jane',
      lastName: 'Doe',
      email: 'user@example.com',
      phone: '+15555550100',
    },
  }),
});
