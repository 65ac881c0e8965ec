import type { Initialised } from '@tenantry/domain';

/** What `init` and `serve --dev` show of a master account; its secrets may be withheld. */
export const shownMaster = ({ account, key, user }: Initialised, publicUrl: string) => ({
  account: {
    id: account.id,
    number: account.number,
    address: account.address,
    url: `${publicUrl}/a/${account.address}`,
  },
  ...(key.text === undefined ? {} : { apiKey: key.text.reveal() }),
  user: {
    email: user.email,
    userName: user.userName,
    ...(user.password === undefined ? {} : { password: user.password.reveal() }),
  },
});

export interface ShownMaster extends Omit<ReturnType<typeof shownMaster>, 'apiKey'> {
  readonly apiKey?: string;
}

export const masterText = ({ account, apiKey, user }: ShownMaster): string =>
  [
    `account       ${account.id} (number ${account.number})`,
    `account URL   ${account.url}`,
    ...(apiKey === undefined ? [] : [`API key       ${apiKey}`]),
    `sign-in       ${user.userName}`,
    ...(user.password === undefined ? [] : [`password      ${user.password}`]),
    '',
  ].join('\n');
