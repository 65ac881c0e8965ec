import {
  type AccountKind,
  type Application,
  as,
  type Caller,
  createApplication,
  EmailAddress,
  type Initialised,
  type Membership,
  type Persistence,
  type Policy,
  type Power,
  type RetryableContext,
} from '@tenantry/domain';
import { type StandIns, standIns } from '../stand-ins/stand-ins.ts';
import { linkIn } from './link-in.ts';
import { isDryRun, noting, round } from './made.ts';
import { layered, type ToldApplication } from './told-application.ts';

/**
 * What a tale names without knowing it: what others before it have made. A place counts from 0, and
 * round where fewer were made.
 */
export interface Names {
  /**
   * The id of the account that was made in this place, the master account being the first; or in this
   * place among those of its kind, where there are any.
   */
  at(place: number, kind?: AccountKind): string;
  /** Its number. */
  numberAt(place: number, kind?: AccountKind): string | number;
  /** The mailbox of its user; of nobody where it has none. */
  mailboxAt(place: number): string;
  /** The password of that one, as it was chosen or shown. */
  passwordAt(place: number): string;
  /** The text of the key that was issued in this place; the master account's is the first. */
  keyAt(place: number): string;
  /** Its id. */
  keyIdAt(place: number): string;
  /** The id of the membership that came to be in this place; the master account's is the first. */
  memberAt(place: number): string;
  /** Its number. */
  memberNumberAt(place: number): string | number;
  /** What the link in the letter of this kind ends with that went out in this place, the newest first. */
  linkAt(place: number, kind: 'invitation' | 'passwordReset'): string;
}

/** Who does something; an idempotency key besides, and whether it is done at all. */
export interface Who {
  /** `manage` where nothing is said. */
  readonly power?: Power;
  readonly key?: string;
  readonly dryRun?: boolean;
}

/** An application over a store, in which a tale is told. */
export interface World extends Names {
  readonly app: ToldApplication;
  /** As the account that was made in this place. */
  by(place: number, who?: Who): RetryableContext;
  /** As an operator of the whole installation. */
  operator(who?: Omit<Who, 'power'>): RetryableContext;
  /** Repeats an attempt that had an idempotency key, as it was made; none where there was none. */
  again(attempt: number): Promise<void>;
  /** So many seconds go by. */
  wait(seconds: number): Promise<void>;
}

/** The rules of the installation: narrow enough to be met by a short tale. */
export const rules: Partial<Policy> = {
  depth: 3,
  uniqueReferenceNames: ['CRM'],
  signIn: { limit: 2, window: 900 },
  mailing: { limit: 2, window: 900 },
};

/** Where the installation is reached. */
export const publicUrl = 'https://accounts.example.com';

/** What there is when a tale begins. */
export interface Beginning {
  readonly ports: StandIns;
  readonly bare: Application;
  readonly initialised: Initialised;
  /** The first of the master account. */
  readonly member: Membership;
}

/** What was answered to each use, in order. */
export interface Told {
  readonly use: string;
  readonly answer: unknown;
  /** Only where it was a dry run. */
  readonly dryRun?: true;
}

export interface OpenedWorld extends World {
  readonly told: readonly Told[];
}

/** An installation in an empty store, with one master account `Root`. */
export const begin = async (store: Persistence, policy = rules): Promise<Beginning> => {
  const ports = standIns(store);
  const bare = createApplication(ports, { publicUrl });
  const command = { name: 'Root', email: 'root@example.com', policy: { ...policy } };
  const answer = await bare.initialise(command, { caller: operating });
  if (!answer.ok) throw new Error(`the store had to be empty: ${answer.error.kind}`);
  const { account, user } = answer.value;
  const email = EmailAddress.parse(user.email);
  const first = await store.read(({ access }) => access.membershipByMailbox(account.id, email));
  if (first === undefined) throw new Error('a master account was made without anybody in it');
  return { ports, bare, initialised: answer.value, member: first.membership };
};

const operating = as.operator('tale');

/** A world from its beginning; `around` looks at each use besides. */
export const worldOf = (
  { bare, initialised, member, ports }: Beginning,
  around: (app: ToldApplication) => ToldApplication = (app) => app,
): OpenedWorld => {
  const told: Told[] = [];
  const attempts: (() => Promise<unknown>)[] = [];
  const { app: noted, made } = noting(bare, initialised, member);
  const listening = layered(noted, (use, useCase) => async (...given) => {
    const answer = await useCase(...given);
    told.push({ use, answer, ...(isDryRun(given[1]) ? { dryRun: true } : {}) });
    return answer;
  });
  const app = layered(around(listening), (_, useCase) => async (...given) => {
    if (hasKey(given[1])) attempts.push(() => useCase(...given));
    return useCase(...given);
  });

  const context = (caller: Caller, { key, dryRun }: Who): RetryableContext => ({
    caller,
    ...(key === undefined ? {} : { idempotencyKey: key }),
    ...(dryRun === undefined ? {} : { dryRun }),
  });

  return {
    app,
    told,
    at: (place, kind) => made.accountAt(place, kind).id,
    numberAt: (place, kind) => made.accountAt(place, kind).number,
    mailboxAt: (place) => made.personOf(made.accountAt(place)).mailbox,
    passwordAt: (place) => made.personOf(made.accountAt(place)).password,
    keyAt: (place) => made.keyAt(place).text,
    keyIdAt: (place) => made.keyAt(place).id,
    memberAt: (place) => made.memberAt(place).id,
    memberNumberAt: (place) => made.memberAt(place).number,
    linkAt: (place, kind) => linkIn(ports.mailer.letters, place, kind),
    by: (place, { power = 'manage', ...who } = {}) =>
      context({ ...as.account(made.accountAt(place).id), power }, who),
    operator: (who = {}) => context(operating, who),
    again: async (attempt) => {
      if (attempts.length > 0) await round(attempts, attempt)();
    },
    wait: async (seconds) => ports.clock.advance(seconds),
  };
};

const hasKey = (context: unknown): boolean =>
  typeof context === 'object' && context !== null && 'idempotencyKey' in context;
