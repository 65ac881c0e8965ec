/** What of everything can be corrected, each corrected for the first time. */
import {
  type Account,
  AccountName,
  type AccountRegister,
  CompanyName,
  type CorrectedCustomer,
  changed,
  correctCustomer,
  correctPartner,
  correctRegister,
  defaultPolicy,
  ExternalReference,
  MembershipNumber,
  type Partner,
} from '@tenantry/domain';
import { type Everything, numbered } from './everything.ts';
import { sure } from './make-beneath.ts';

/** A partner with numbers that a store may give it. */
export const corrected = ({
  partner: { account, contactMember, ...details },
}: Everything): Partner =>
  sure(
    correctPartner(
      {
        ...details,
        account: numbered(account),
        contactMember: { ...contactMember, number: MembershipNumber.parse(1) },
      },
      { isActive: false },
      { generation: account.version + 1, hash: 'another link' },
      defaultPolicy,
      account.updatedAt,
    ),
  );

/** The customer likewise, under another name and with a second unique reference. */
export const correctedCustomer = ({
  customer: { account, members, uniqueReferenceNames, ...details },
}: Everything): CorrectedCustomer => ({
  ...sure(
    correctCustomer(
      {
        ...details,
        account: numbered(account),
        members: members.map((member) => ({ ...member, number: MembershipNumber.parse(1) })),
      },
      {
        name: AccountName.parse('Another customer'),
        references: [
          ...details.references,
          ExternalReference.parse({ name: 'CRM', value: 'another' }),
        ],
      },
      account.updatedAt,
    ),
  ),
  uniqueReferenceNames,
});

/** The register entry likewise, under another name. */
export const correctedRegister = ({
  register: { account, user: _, member, ...details },
}: Everything): AccountRegister =>
  sure(
    correctRegister(
      {
        ...details,
        account: numbered(account),
        member: { ...member, number: MembershipNumber.parse(1) },
      },
      { name: AccountName.parse('Another register'), companyName: CompanyName.parse('Others') },
      account.updatedAt,
    ),
  );

/** The master account likewise, under another name. */
export const correctedMaster = ({ master }: Everything): Account => ({
  ...sure(changed(numbered(master), undefined, master.updatedAt)),
  name: AccountName.parse('Another master'),
});
