import type { Account } from '../tree/account.ts';

/** Where accounts are reached. */
export interface AccountUrls {
  readonly urlOf: (account: { readonly address: string }) => string;
}

const pathOf = ({ address }: { readonly address: string }): string => `/a/${address}`;

/** `publicUrl` has no slash at its end. */
export const accountUrls = ({ publicUrl }: { readonly publicUrl: string }): AccountUrls => ({
  urlOf: (account) => publicUrl + pathOf(account),
});

/**
 * Whether a URL is that of an account, wherever the installation is reached: a token stays good when
 * that changes, and one that was given at a terminal is good at the server.
 */
export const isUrlOf = (account: Pick<Account, 'address'>, url: string): boolean =>
  url.endsWith(pathOf(account));
