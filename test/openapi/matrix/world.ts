import {
  type Account,
  type Application,
  type MemberView,
  ok,
  type Ports,
  type Power,
  powers,
} from '@tenantry/domain';
import { createHttp } from '@tenantry/http';
import { expectOk, openInstallation } from '../../protocols/installation.ts';
import { addPerson } from '../../protocols/people.ts';
import { quickHasher } from '../../protocols/quick-hasher.ts';
import { metrics } from '../served.ts';
import { forgetfulStore } from './forgetful.ts';

/** Everything that somebody can prove itself by, for one account. */
export interface Credentials {
  readonly key: string;
  readonly token: string;
  readonly refreshToken: string;
  readonly userName: string;
  readonly email: string;
  readonly password: string;
}

/** How the account of whoever asks stands to the one that is named. */
export type Relation = 'own' | 'child' | 'parent' | 'grandparent' | 'sibling' | 'unrelated';

/** Somebody who asks. */
export interface Actor extends Credentials {
  readonly name: string;
  /** `nobody` presents nothing at all; what is `shut` was good once. */
  readonly proof: 'good' | 'shut' | 'nobody';
  readonly relation: Relation;
  readonly power: Power;
  readonly account: Account;
  /** A partner that it reaches, itself where it is one. */
  readonly home: Account;
  /** What it names. */
  readonly target: Target;
}

export const kinds = ['partner', 'customer', 'registered'] as const;
export type Kind = (typeof kinds)[number];

/** An account that is named, with what is in it. */
export interface Target {
  readonly account: Account;
  readonly child: Account;
  readonly person: MemberView;
  readonly invitee: MemberView;
  /** The id of an API key. */
  readonly key: string;
}

/** Stands in the name of every account that is named, and nowhere else. */
export const canary = 'Canary';

const password = 'nine blue kettles sing';

/**
 * An installation with a small tree: one that is named of each kind, with accounts all around it, and
 * somebody in each of these who asks.
 */
export const openWorld = async () => {
  const store = forgetfulStore();
  const installation = await openInstallation({
    hasher: quickHasher(),
    around: store.around,
    // Whoever is refused at somebody else's door has tried in vain, and does so often here.
    policy: { signIn: { limit: 1000, window: 900 } },
  });
  const { app, operator, ports, master, persistence } = installation;
  const made = makerOf(app, ports);
  const unrelated = (await installation.stranger()).account;
  const parent = await made.account('partner', 'Parent', master);
  const sibling = await made.account('partner', 'Sibling', parent);
  const stranger = await made.account('partner', 'Stranger', unrelated);
  const around = [
    ['parent', parent, parent],
    ['grandparent', master, parent],
    ['sibling', sibling, sibling],
    ['unrelated', unrelated, stranger],
  ] as const;
  const others = await Promise.all(
    around.map(async ([relation, account, home]) => ({
      ...(await made.credentials(account, 'manage')),
      name: relation,
      proof: 'good' as const,
      relation,
      power: 'manage' as const,
      account,
      home,
    })),
  );

  const actorsOf = async (kind: Kind): Promise<readonly Actor[]> => {
    const target = await made.target(kind, `${canary} ${kind}`, parent);
    const { account, child } = target;
    const own = {
      proof: 'good' as const,
      relation: 'own' as const,
      account,
      home: account,
      target,
    };
    const manager = {
      ...own,
      ...(await made.credentials(account, 'manage')),
      power: 'manage' as const,
    };
    const weaker: Actor[] = [];
    for (const power of powers.slice(0, 2))
      weaker.push({ ...own, ...(await made.credentials(account, power)), name: power, power });
    const twin = await made.target(kind, `${canary} twin ${kind}`, parent);
    const [suspended, revoked] = [
      await made.credentials(twin.account, 'manage'),
      await made.credentials(account, 'manage'),
    ];
    const shut = { ...manager, proof: 'shut' as const };
    expectOk(await app.accounts.suspend({ account: twin.account.id }, operator));
    await made.revoke(revoked);
    return [
      { ...manager, ...nobody, name: 'anonymous', proof: 'nobody' },
      ...weaker,
      { ...manager, name: 'manage' },
      {
        ...manager,
        ...(await made.credentials(child, 'manage')),
        name: 'child',
        relation: 'child',
        account: child,
        home: child,
      },
      ...others.map((other) => ({ ...other, target })),
      {
        ...shut,
        ...suspended,
        name: 'suspended',
        account: twin.account,
        home: twin.account,
        target: twin,
      },
      { ...shut, ...revoked, name: 'revoked' },
    ];
  };
  const actors = {
    partner: await actorsOf('partner'),
    customer: await actorsOf('customer'),
    registered: await actorsOf('registered'),
  };
  // Noting that a key was used is waited for by nobody: from here on there is nothing to note.
  await persistence.transact(async () => ok(undefined));
  return {
    ...installation,
    http: createHttp(app, { metrics }),
    forget: store.forget,
    actors,
    unrelated,
  };
};

export type World = Awaited<ReturnType<typeof openWorld>>;

/** Well-formed, and nobody's. */
const nobody: Credentials = {
  key: 'tenantry_nobody',
  token: 'nobody',
  refreshToken: 'nobody',
  userName: 'nobody',
  email: 'nobody@example.com',
  password,
};

function makerOf(app: Application, ports: Ports) {
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

interface Ids {
  readonly ids: { readonly key: string; readonly member: string };
}
