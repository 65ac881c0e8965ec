import {
  type Account,
  type AccountId,
  type AccountKind,
  EmailAddress,
  type Initialised,
  type IssuedKey,
  type Membership,
  type Result,
} from '@tenantry/domain';
import type { ToldApplication } from './told-application.ts';

/** Whoever signs in to an account. */
interface Person {
  readonly mailbox: string;
  readonly password: string;
}

interface NotedKey {
  readonly id: string;
  readonly text: string;
}

/** What has been made so far, in order. */
export interface Made {
  readonly accountAt: (place: number, kind?: AccountKind) => Account;
  readonly keyAt: (place: number) => NotedKey;
  readonly memberAt: (place: number) => Pick<Membership, 'id' | 'number'>;
  readonly personOf: (account: Account) => Person;
}

/** An application whose answers are looked at for what was made. */
export const noting = (
  app: ToldApplication,
  { account: master, key, user }: Initialised,
  first: Membership,
): { readonly app: ToldApplication; readonly made: Made } => {
  const accounts: Account[] = [master];
  const keys: NotedKey[] = [];
  const noteKey = ({ id, text }: IssuedKey) => keys.push({ id, text: (text ?? nobody).reveal() });
  noteKey(key);
  const members: Pick<Membership, 'id' | 'number'>[] = [first];
  const people = new Map<AccountId, Person>([
    [master.id, { mailbox: user.email, password: user.password?.reveal() ?? '' }],
  ]);
  const { customers, partners, registers, invitations } = app;
  return {
    app: {
      ...app,
      customers: {
        ...customers,
        create: noted(customers.create, (customer) => {
          accounts.push(customer.account);
          members.push(...customer.members);
        }),
      },
      partners: {
        ...partners,
        create: noted(partners.create, ({ account, contactMember }) => {
          accounts.push(account);
          members.push(contactMember);
        }),
      },
      registers: {
        ...registers,
        register: noted(registers.register, ({ account, member }, { password }) => {
          accounts.push(account);
          members.push(member);
          people.set(account.id, { mailbox: member.email.address, password: String(password) });
        }),
        open: noted(registers.open, ({ register: { account, member }, password = nobody }) => {
          accounts.push(account);
          members.push(member);
          people.set(account.id, { mailbox: member.email.address, password: password.reveal() });
        }),
        invite: noted(registers.invite, ({ account, member }) => {
          accounts.push(account);
          members.push(member);
        }),
      },
      keys: {
        ...app.keys,
        create: noted(app.keys.create, noteKey),
        rotate: noted(app.keys.rotate, noteKey),
      },
      members: {
        ...app.members,
        invite: noted(app.members.invite, (member) => members.push(member)),
      },
      invitations: {
        accept: noted(invitations.accept, ({ account, email: mailbox }, { password }) =>
          people.set(account.id, { mailbox, password }),
        ),
      },
    },
    made: {
      accountAt: (place, kind) => {
        const alike = accounts.filter((account) => account.kind === kind);
        return round(alike.length > 0 ? alike : accounts, place);
      },
      keyAt: (place) => round(keys, place),
      memberAt: (place) => round(members, place),
      personOf: ({ id }) => people.get(id) ?? { mailbox: stranger, password: nobody.reveal() },
    },
  };
};

/** Counted round, so that every place is one. Throws where there is nothing. */
export const round = <T>(things: readonly T[], place: number): T => {
  const [thing] = things.slice(place % things.length);
  if (thing === undefined) throw new RangeError('nothing has been made yet');
  return thing;
};

const stranger = EmailAddress.parse('nobody@example.com').address;
const nobody = { reveal: () => 'a password of nobody' };

const noted =
  <Command, Context, T, E>(
    useCase: (command: Command, context: Context) => Promise<Result<T, E>>,
    note: (value: T, command: Command) => unknown,
  ) =>
  async (command: Command, context: Context): Promise<Result<T, E>> => {
    const answer = await useCase(command, context);
    if (answer.ok && answer.replayed !== true && !isDryRun(context)) note(answer.value, command);
    return answer;
  };

/** What comes of one was never made. */
export const isDryRun = (context: unknown): boolean =>
  typeof context === 'object' && context !== null && 'dryRun' in context && context.dryRun === true;
