import {
  type Account,
  type AccountRegister,
  type App,
  branded,
  type CompanyName,
  comparable,
  type Membership,
  type NewAccountRegister,
  type PersonName,
  type PhoneNumber,
} from '@tenantry/domain';
import { type MemberColumns, memberOf } from './member-columns.ts';
import { accountOf, instant, type Row } from './rows.ts';

/** What is known of a registered account besides the keys of its row. */
type Details = Omit<Row<'account_register'>, 'account_id' | 'membership_id'>;

export const registerRow = (
  register: NewAccountRegister | AccountRegister,
): Row<'account_register'> => ({
  account_id: register.account.id,
  first_name: register.firstName ?? null,
  last_name: register.lastName ?? null,
  company_name: register.companyName ?? null,
  mobile_phone: register.mobilePhone ?? null,
  time_zone: register.timeZone,
  membership_id: register.member.id,
});

export const registerOf = (
  account: Account,
  details: Details,
  member: Membership,
): AccountRegister => {
  const {
    first_name: first,
    last_name: last,
    company_name: company,
    mobile_phone: phone,
  } = details;
  return {
    account,
    ...(first === null ? {} : { firstName: branded<PersonName>(first) }),
    ...(last === null ? {} : { lastName: branded<PersonName>(last) }),
    ...(company === null ? {} : { companyName: branded<CompanyName>(company) }),
    ...(phone === null ? {} : { mobilePhone: branded<PhoneNumber>(phone) }),
    timeZone: branded(details.time_zone),
    member,
  };
};

/** A registered account out of one row. */
export const joinedRegisterOf = (row: Row<'account'> & Details & MemberColumns): AccountRegister =>
  registerOf(accountOf(row), row, memberOf(row));

export const appRow = (app: App): Omit<Row<'app'>, 'position'> => ({
  id: app.id,
  account_id: app.accountId,
  name: app.name,
  name_key: comparable(app.name),
  created_at: instant(app.createdAt),
});

export const appOf = (row: Row<'app'>): App => ({
  id: row.id,
  accountId: branded(row.account_id),
  name: branded(row.name),
  createdAt: new Date(row.created_at),
});
