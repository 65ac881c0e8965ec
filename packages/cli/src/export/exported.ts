import {
  type AccountId,
  type AccountRegister,
  type AccountView,
  type Customer,
  compactJson,
  type Membership,
  nameByDefault,
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

/** What counts of a member here. */
type Member = Pick<Membership, 'id' | 'name' | 'email' | 'roles' | 'status'>;

/** Nobody is let in, or invited, by an export who was put out. */
const isIn = ({ status }: Pick<Member, 'status'>): boolean =>
  status === 'active' || status === 'invited';

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
  members: readonly Member[],
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
    membersLeftOut: members.filter(({ id }) => id !== contactMember.id).length,
  };
};

/**
 * A registered account; undefined where nobody could be invited to it. Whoever is may manage it: that
 * is whom it was registered for, as long as they may, else another who may, by whose name it goes then.
 */
export const exportedRegister = (
  account: AccountView,
  root: AccountId,
  register: AccountRegister,
  members: readonly Member[],
  policy: Policy,
): Exported | undefined => {
  const { companyName, mobilePhone, timeZone, member: first } = register;
  const company = companyName === undefined ? {} : { companyName };
  const user = [first, ...members].find((one) => isIn(one) && mayManage(one, policy));
  if (user === undefined) return undefined;
  const person: Person = user.id === first.id ? register : { firstName: user.name, ...company };
  const { firstName, lastName } = person;
  const { email } = user;
  const named = nameByDefault({ ...person, email });
  return {
    line: JSON.stringify({
      ...rowOf(account, root),
      ...(account.name === named ? {} : { name: account.name }),
      firstName,
      lastName,
      companyName,
      mobilePhone,
      email: email.address,
      timeZone,
      ...(account.mayHaveSubAccounts ? { mayHaveSubAccounts: true } : {}),
      ...statusOf(account),
    }),
    membersLeftOut: members.filter(({ id }) => id !== user.id).length,
  };
};

type Person = Pick<AccountRegister, 'firstName' | 'lastName' | 'companyName'>;

const mayManage = ({ roles }: Member, policy: Policy): boolean =>
  roles.some((role) => powerOfRole(policy, role) === 'manage');
