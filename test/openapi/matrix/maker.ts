import {
  type Account,
  type Application,
  type MemberView,
  type Ports,
  type Power,
  powers,
} from '@tenantry/domain';
import { expectOk } from '../../protocols/installation.ts';
import { addPerson } from '../../protocols/people.ts';

/** Everything that somebody can prove itself by, for one account. */
export interface Credentials {
  readonly key: string;
  readonly token: string;
  readonly refreshToken: string;
  readonly userName: string;
  readonly email: string;
  readonly password: string;
}

export type Kind = 'partner' | 'customer' | 'registered';

/** An account that is named, with what is in it. */
export interface Target {
  readonly account: Account;
  readonly child: Account;
  readonly person: MemberView;
  readonly invitee: MemberView;
  /** The id of an API key. */
  readonly key: string;
}

export const password = 'nine blue kettles sing';

/** Makes accounts of each kind, and people and keys in them. */
export function makerOf(app: Application, ports: Ports) {
  const operator = { caller: app.as.operator('test') };
  let count = 0;
  const emailFor = (): string => `person-${++count}@example.com`;

  const account = async (kind: Kind, name: string, parent: Account): Promise<Account> => {
    const under = { parent: parent.id, name };
    const email = emailFor();
    const contact = { userName: email, firstName: 'A', lastName: 'B', email, phone: '+4912345' };
    switch (kind) {
      case 'partner':
        return expectOk(await app.partners.create({ ...under, contact }, operator)).account;
      case 'customer':
        return expectOk(await app.customers.create(under, operator)).account;
      case 'registered': {
        const command = { ...under, email, mayHaveSubAccounts: true };
        return expectOk(await app.registers.open(command, operator)).register.account;
      }
    }
  };

  const keyOf = async (of: Account, power: Power) =>
    expectOk(await app.keys.create({ account: of.id, power }, operator));

  /** A key, a token for it, and a person who has signed in. */
  const credentials = async (of: Account, power: Power): Promise<Credentials & Ids> => {
    const issued = await keyOf(of, power);
    const key = issued.text?.reveal() ?? '';
    const email = emailFor();
    const roles = [3 - powers.indexOf(power)];
    const { membership } = await addPerson(ports, of, { email, password, roles });
    const scope = 'kyc:api';
    const { token } = expectOk(await app.sessions.issue({ grant: 'api_key', key, scope }));
    const { address } = of;
    const session = expectOk(await app.sessions.signIn({ address, email, password }));
    return {
      key,
      token: token.reveal(),
      refreshToken: session.refreshToken.reveal(),
      userName: `${address}/${email}`,
      email,
      password,
      ids: { key: issued.id, member: membership.id },
    };
  };

  return {
    account,
    credentials,
    revoke: async ({ ids: { key, member } }: Ids): Promise<void> => {
      expectOk(await app.keys.revoke({ key }, operator));
      expectOk(await app.members.revoke({ member }, operator));
    },
    target: async (kind: Kind, name: string, parent: Account): Promise<Target> => {
      const named = await account(kind, name, parent);
      const invitation = { account: named.id, name: 'Invitee', email: emailFor() };
      const { ids } = await credentials(named, 'read');
      return {
        account: named,
        child: await account(kind, `Beneath it: ${count}`, named),
        person: expectOk(await app.members.find({ member: ids.member }, operator)),
        invitee: expectOk(await app.members.invite(invitation, operator)),
        key: (await keyOf(named, 'read')).id,
      };
    },
  };
}

/** What the credentials are called. */
interface Ids {
  readonly ids: { readonly key: string; readonly member: string };
}
