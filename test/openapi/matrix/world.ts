import { type Account, ok, type Power, powers } from '@tenantry/domain';
import { createHttp } from '@tenantry/http';
import { expectOk, openInstallation } from '../../protocols/installation.ts';
import { quickHasher } from '../../protocols/quick-hasher.ts';
import { metrics } from '../served.ts';
import { forgetfulStore } from './forgetful.ts';
import { type Credentials, type Kind, makerOf, password, type Target } from './maker.ts';

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

/** Stands in the name of every account that is named, and nowhere else. */
export const canary = 'Canary';

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
