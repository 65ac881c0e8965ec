import {
  type Account,
  type AccountId,
  type AccountKind,
  EmailAddress,
  type Initialised,
  type Result,
} from '@tenantry/domain';
import type { ToldApplication } from './told-application.ts';

/** Whoever signs in to an account. */
interface Person {
  readonly mailbox: string;
  readonly password: string;
}

/** What has been made so far, in order. */
export interface Made {
  readonly accountAt: (place: number, kind?: AccountKind) => Account;
  readonly keyAt: (place: number) => string;
  readonly personOf: (account: Account) => Person;
}

/** An application whose answers are looked at for what was made. */
export const noting = (
  app: ToldApplication,
  { account: master, key, user }: Initialised,
): { readonly app: ToldApplication; readonly made: Made } => {
  const accounts: Account[] = [master];
  const keys: string[] = [key.text?.reveal() ?? ''];
  const people = new Map<AccountId, Person>([
    [master.id, { mailbox: user.email, password: user.password?.reveal() ?? '' }],
  ]);
  const { customers, partners, registers } = app;
  return {
    app: {
      ...app,
      customers: {
        ...customers,
        create: noted(customers.create, ({ account }) => accounts.push(account)),
      },
      partners: {
        ...partners,
        create: noted(partners.create, ({ account }) => accounts.push(account)),
      },
      registers: {
        ...registers,
        register: noted(registers.register, ({ account, member }, { password }) => {
          accounts.push(account);
          people.set(account.id, { mailbox: member.email.address, password: String(password) });
        }),
        open: noted(registers.open, ({ register: { account, member }, password = nobody }) => {
          accounts.push(account);
          people.set(account.id, { mailbox: member.email.address, password: password.reveal() });
        }),
      },
      keys: {
        ...app.keys,
        create: noted(app.keys.create, ({ text = nobody }) => keys.push(text.reveal())),
      },
    },
    made: {
      accountAt: (place, kind) => {
        const alike = accounts.filter((account) => account.kind === kind);
        return round(alike.length > 0 ? alike : accounts, place);
      },
      keyAt: (place) => round(keys, place),
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
    if (answer.ok && answer.replayed !== true) note(answer.value, command);
    return answer;
  };
