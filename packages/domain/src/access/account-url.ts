import type { Account } from '../tree/account.ts';

/** Where accounts are reached. */
export interface AccountUrls {
  readonly urlOf: (account: Pick<Account, 'address'>) => string;
}

/** `publicUrl` has no slash at its end. */
export const accountUrls = ({ publicUrl }: { readonly publicUrl: string }): AccountUrls => ({
  urlOf: ({ address }) => `${publicUrl}/a/${address}`,
});
