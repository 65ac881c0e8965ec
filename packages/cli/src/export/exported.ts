import {
  type AccountId,
  AccountName,
  type AccountRegister,
  type AccountView,
  asciiAddress,
  type Customer,
  compactJson,
  type Membership,
  type Partner,
  type Policy,
  parentIdOf,
  powerOfRole,
  powers,
} from '@tenantry/domain';

/** An account as one line of JSON that `import` takes, and what of it is not in there. */
export interface Exported {
  readonly line: string;
  /** Members who could not be invited anew by the row. */
  readonly membersLeftOut: number;
}

/** What every row begins with: beneath `root` a row has no parent. */
const rowOf = (account: AccountView, root: AccountId) => {
  const parent = parentIdOf(account);
  return {
    kind: account.kind,
    key: account.id,
    ...(parent === undefined || parent === root ? {} : { parentKey: parent }),
  };
};

/** What every row ends with. */
const statusOf = ({ status }: AccountView) => (status === 'active' ? {} : { status });

/** Nobody is let in, or invited, by an export who was put out. */
const isIn = ({ status }: Membership): boolean => status === 'active' || status === 'invited';

/** A request invites so many. */
const mostUsers = 100;

const emptyMeansNone = <T>(name: string, list: readonly T[]) =>
  list.length === 0 ? {} : { [name]: list };

export const exportedCustomer = (
  account: AccountView,
  root: AccountId,
  { members, workflows, references, configurations }: Customer,
): Exported => {
  const users = members.filter(isIn).slice(0, mostUsers);
  const text = JSON.stringify({
    ...rowOf(account, root),
    name: account.name,
    ...emptyMeansNone(
      'users',
      users.map(({ name, email, roles }) => ({ name, email: email.address, roles })),
    ),
    ...emptyMeansNone('workflows', workflows),
    ...emptyMeansNone('references', references),
    ...statusOf(account),
  });
  const kept = compactJson(configurations);
  return {
    line: kept === '{}' ? text : `${text.slice(0, -1)},"configurations":${kept}}`,
    membersLeftOut: members.length - users.length,
  };
};

export const exportedPartner = (
  account: AccountView,
  root: AccountId,
  { reference, billingId, contact, contactMember }: Partner,
  policy: Policy,
): Exported => {
  const { email, userName, roles, status } = contactMember;
  const power = powers.findLast((one) => roles.some((role) => powerOfRole(policy, role) === one));
  return {
    line: JSON.stringify({
      ...rowOf(account, root),
      name: account.name,
      reference,
      billingId,
      contact: {
        // One whose place is over has none any more.
        userName: userName ?? email.address,
        firstName: contact.firstName,
        lastName: contact.lastName,
        email: email.address,
        phone: contact.phone,
        // None would be the most that whoever imports it may give.
        power: power ?? 'read',
        ...(isIn(contactMember) ? {} : { isActive: false }),
        ...(status === 'active' || (status === 'invited' && contactMember.invitation !== undefined)
          ? { sendWelcomeEmail: true }
          : {}),
      },
      ...statusOf(account),
    }),
    membersLeftOut: 0,
  };
};

export const exportedRegister = (
  account: AccountView,
  root: AccountId,
  register: AccountRegister,
): Exported => {
  const { firstName, lastName, companyName, mobilePhone, timeZone, member } = register;
  return {
    line: JSON.stringify({
      ...rowOf(account, root),
      ...(account.name === nameByDefault(register) ? {} : { name: account.name }),
      firstName,
      lastName,
      companyName,
      mobilePhone,
      email: member.email.address,
      timeZone,
      ...(account.mayHaveSubAccounts ? { mayHaveSubAccounts: true } : {}),
      ...statusOf(account),
    }),
    membersLeftOut: 0,
  };
};

/** What a registered account is called where nobody said: said again, it would be its user's name. */
function nameByDefault({ firstName, lastName, companyName, member }: AccountRegister): string {
  const names = [firstName, lastName].filter((name) => name !== undefined);
  const person = names.length > 0 ? names.join(' ') : asciiAddress(member.email);
  return AccountName.parse(companyName ?? [...person].slice(0, 255).join(''));
}
