import {
  type Account,
  type Credential,
  EmailAddress,
  type Membership,
  MembershipId,
  type MembershipStatus,
  ok,
  PersonName,
  type Ports,
  RoleId,
  secret,
  type User,
  UserId,
  UserName,
} from '@tenantry/domain';
import { expectOk } from './installation.ts';

export interface PersonInput {
  readonly email: string;
  readonly password: string;
  readonly userName?: string;
  readonly roles?: readonly number[];
  /** In the place of one that is the person's own, and of the password's hash. */
  readonly credential?: Partial<Credential>;
  readonly status?: Exclude<MembershipStatus, 'invited'>;
}

export interface Person {
  readonly user: User;
  readonly membership: Membership;
}

type Stored = Pick<Ports, 'persistence' | 'ids' | 'hasher'>;

/** Somebody who has accepted an invitation into an account, put straight into the store. */
export const addPerson = async (
  ports: Stored,
  account: Account,
  { email, password, credential, ...place }: PersonInput,
): Promise<Person> => {
  const hash = expectOk(await ports.hasher.hash(secret(password)));
  const user: User = {
    id: UserId.parse(ports.ids.uuid()),
    email: EmailAddress.parse(email),
    credential: { hash, origin: 'own', generation: 1, ...credential },
  };
  expectOk(await ports.persistence.transact(({ access }) => access.addUser(user)));
  return { user, membership: await addPlace(ports, account, user, place) };
};

/** A further place of somebody who is there already. */
export const addPlace = async (
  { persistence, ids }: Stored,
  account: Account,
  user: User,
  { userName, roles = [1], status = 'active' }: Omit<PersonInput, 'email' | 'password'>,
): Promise<Membership> =>
  expectOk(
    await persistence.transact(({ access }) =>
      access.addMembership({
        id: MembershipId.parse(ids.uuid()),
        accountId: account.id,
        name: PersonName.parse('A Person'),
        email: user.email,
        ...(userName === undefined ? {} : { userName: UserName.parse(userName) }),
        roles: roles.map((role) => RoleId.parse(role)),
        generation: 1,
        ...(status === 'revoked' ? { status } : { status, userId: user.id }),
      }),
    ),
  );

/** Puts another credential in the place of the one that somebody has now. */
export const changeCredential = async (
  { persistence }: Stored,
  { user }: Person,
  change: Partial<Credential>,
): Promise<void> => {
  await persistence.transact(async ({ access }) => {
    const now = (await access.findUser(user.id))?.credential ?? user.credential;
    const next = { ...now, generation: now.generation + 1, ...change };
    return ok(expectTrue(await access.replaceCredential(user.id, now.generation, next)));
  });
};

function expectTrue(done: boolean): void {
  if (!done) throw new Error('the credential has moved on');
}
