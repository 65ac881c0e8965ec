import {
  type AccountRegister,
  type Lineage,
  lastOf,
  type MadeForRegister,
  type OpenedAccount,
  type OpenRegisterInput,
  openRegister,
  parseOpenRegister,
  parseRegistration,
  type RegisterEntry,
  type RegistrationInput,
  type RetryableContext,
  TimeZone,
  UserId,
  userIdOf,
} from '@tenantry/domain';
import { attempted, held } from './attempted.ts';
import { asking, type Expected, shownIn } from './expected.ts';
import { after, type Model, type Person } from './model.ts';
import { numberedAccount, numberedMember } from './numbered.ts';
import { cannotOpen, sure } from './opened.ts';
import { personOf } from './people.ts';

/** What `registers.register` has to answer. No password of a tale is a common one. */
export const registering = (
  model: Model,
  input: RegistrationInput,
  context: RetryableContext,
): Expected<AccountRegister> => {
  const { caller } = context;
  const parsed = parseRegistration(input, model.policy, () => false);
  return asking(context, 'provision', parsed, ({ parent, entry, password }) =>
    attempted(model, context, {
      use: 'registers.register',
      asked: { entry, password: password.reveal() },
      target: parent ?? caller.accountId,
      hold: held(model, caller, parent ?? caller.accountId, noParent),
      decide: (lineage) =>
        cannotRegister(model, lineage, entry) ?? {
          happened: 'AccountRegistered',
          value: (answered) => registered(model, lineage, entry, answered, noPassword),
          keep: (register) => keepRegister(model, register, { password: password.reveal() }),
        },
      kept: (answer) => ({ answer }),
      made: ({ account }) => account.id,
    }),
  );
};

/** What `registers.open` has to answer; the password is whatever was made. */
export const openingAccount = (
  model: Model,
  input: OpenRegisterInput,
  context: RetryableContext,
): Expected<OpenedAccount> => {
  const { caller } = context;
  return asking(context, 'provision', parseOpenRegister(input), ({ parent, entry }) =>
    attempted(model, context, {
      use: 'registers.open',
      asked: { entry },
      target: parent ?? caller.accountId,
      hold: held(model, caller, parent ?? caller.accountId, noParent),
      decide: (lineage) =>
        cannotRegister(model, lineage, entry) ?? {
          happened: 'AccountRegistered',
          value: ({ register, password }) => ({
            register: registered(model, lineage, entry, register, noPassword),
            password: shownIn(password),
          }),
          keep: ({ register, password }) =>
            keepRegister(model, register, {
              password: password?.reveal() ?? '',
              lapsesAt: after(model.now, model.policy.lifetimes.generatedPassword),
            }),
        },
      kept: ({ register, ...secret }) => ({
        answer: { register },
        secret,
        isShown: () => isUnused(personOf(model, userIdOf(register.member))),
      }),
      made: ({ register }) => register.account.id,
    }),
  );
};

const utc = TimeZone.parse('UTC');

export const noParent = { kind: 'ParentNotFound', path: ['parent'] } as const;

function cannotRegister(model: Model, lineage: Lineage, { email }: RegisterEntry) {
  const cannot = cannotOpen(model, lineage, 'registered');
  if (cannot !== undefined) return cannot;
  const isTaken = model.users.some((user) => user.email.canonical === email.canonical);
  return isTaken ? ({ kind: 'EmailTaken', path: ['email'] } as const) : undefined;
}

/** What no answer shows. */
const noPassword = { passwordHash: '' };

export function registered(
  model: Model,
  lineage: Lineage,
  entry: RegisterEntry,
  { account, member }: AccountRegister,
  access: MadeForRegister['access'],
): AccountRegister {
  const parent = model.nodes.find((node) => node.account.id === lastOf(lineage).id);
  const { user: _, ...opened } = sure(
    openRegister(
      entry,
      {
        id: account.id,
        address: account.address,
        userId: UserId.parse(userIdOf(member) ?? member.id),
        membershipId: member.id,
        access,
      },
      lineage,
      parent?.register?.timeZone ?? utc,
      model.policy,
      model.now,
    ),
  );
  return {
    ...opened,
    account: numberedAccount(model, opened.account, account),
    member: numberedMember(model, opened.member, member),
  };
}

function keepRegister(
  model: Model,
  register: AccountRegister,
  secret: Pick<Person, 'password' | 'lapsesAt'>,
): void {
  const { account, member, ...details } = register;
  const id = userIdOf(member);
  if (id === undefined) throw new Error('an account was registered for nobody');
  model.nodes.push({ account, register: details, memberId: member.id });
  model.members.push(member);
  model.users.push({ id, email: member.email, generation: 1, givenFor: account.id, ...secret });
}

const isUnused = (person: Person | undefined): boolean =>
  person?.generation === 1 && person.lapsesAt !== undefined;
