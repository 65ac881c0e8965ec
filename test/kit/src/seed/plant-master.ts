import {
  type Account,
  AccountName,
  EmailAddress,
  firstUserRole,
  PersonName,
  UserName,
} from '@tenantry/domain';
import type { Seeded } from './plan.ts';
import { digest, hashOf, type Planting, record, sure } from './planting.ts';

/** A master account with somebody who may do everything, and an API key that may. */
export const plantMaster = async (
  planting: Planting,
  named: string,
): Promise<Pick<Seeded, 'master' | 'key' | 'user'>> => {
  const { unit, invented, now } = planting;
  const { accounts, access } = unit;
  const master: Account = sure(
    await accounts.addMaster({
      id: invented.accountId(),
      address: invented.address(),
      kind: 'master',
      ancestors: [],
      name: AccountName.parse(named),
      status: 'active',
      mayHaveSubAccounts: true,
      version: 1,
      createdAt: now,
      updatedAt: now,
    }),
  );
  const { firstName, lastName, email } = invented.person();
  const password = invented.password().reveal();
  const user = {
    id: invented.userId(),
    email: EmailAddress.parse(email),
    credential: {
      hash: hashOf(password),
      origin: 'given' as const,
      accountId: master.id,
      generation: 1,
    },
  };
  sure(await access.addUser(user));
  sure(
    await access.addMembership({
      id: invented.membershipId(),
      accountId: master.id,
      name: PersonName.parse(`${firstName} ${lastName}`),
      email: user.email,
      userName: UserName.parse(email),
      roles: [firstUserRole],
      generation: 0,
      status: 'active',
      userId: user.id,
    }),
  );
  const { id, text } = invented.key();
  const hash = digest(text.reveal());
  const facts = { accountId: master.id, power: 'manage' as const, createdAt: now };
  await access.addKey({ id, lineage: id, hash, ...facts });
  await record(planting, 'MasterOpened', master.id);
  return { master, key: text.reveal(), user: { email, password } };
};
