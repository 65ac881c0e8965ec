import { type AccountRegister, asciiAddress, type OpenedAccount } from '@tenantry/domain';
import { inLines } from '../terminal/on-one-line.ts';
import { accountHead } from './account-head.ts';

/** A registered account as one line of JSON. */
export const accountJson = (register: AccountRegister, url: string): string => {
  const { account, member, firstName, lastName, companyName, mobilePhone, timeZone } = register;
  return JSON.stringify({
    ...accountHead(account),
    address: account.address,
    url,
    firstName,
    lastName,
    companyName,
    mobilePhone,
    timeZone,
    mayHaveSubAccounts: account.mayHaveSubAccounts,
    user: {
      id: member.id,
      number: member.number,
      name: member.name,
      email: asciiAddress(member.email),
      roles: member.roles,
      status: member.status,
    },
  });
};

export const accountText = (register: AccountRegister, url: string): string => {
  const { account, member, companyName, mobilePhone, timeZone } = register;
  return inLines([
    `account         ${account.name}`,
    `id              ${account.id} (number ${account.number})`,
    `status          ${account.status}`,
    `account URL     ${url}`,
    ...(companyName === undefined ? [] : [`company         ${companyName}`]),
    ...(mobilePhone === undefined ? [] : [`phone           ${mobilePhone}`]),
    `time zone       ${timeZone}`,
    ...(account.mayHaveSubAccounts ? ['may have sub-accounts'] : []),
    `user            ${member.name} <${asciiAddress(member.email)}> ${member.status}, roles ${member.roles.join(', ')}`,
  ]);
};

/** What `account open` shows, this once: where the account is, and how its user signs in. */
export const openedOf = ({ register, password }: OpenedAccount, url: string) => {
  const { account, member } = register;
  const email = asciiAddress(member.email);
  return {
    id: account.id,
    number: account.number,
    address: account.address,
    url,
    email,
    // The mailbox is what this user signs in by.
    login: email,
    password: password?.reveal(),
  };
};

export const openedText = (opened: ReturnType<typeof openedOf>): string =>
  inLines([
    `account       ${opened.id} (number ${opened.number})`,
    `account URL   ${opened.url}`,
    `sign-in       ${opened.login}`,
    ...(opened.password === undefined ? [] : [`password      ${opened.password}`]),
  ]);
