import {
  type Account,
  type Caller,
  EmailAddress,
  type Failure,
  type Presented,
  type SignedIn,
  type SignInInput,
  toChannel,
  userNameKey,
} from '@tenantry/domain';
import { demand } from '../contract/expect.ts';
import { type Expected, refused, shownIn } from './expected.ts';
import { after, type Model, type Person } from './model.ts';
import { accountOf, statusOf } from './tree.ts';

/** What `keys.authenticate` has to answer. */
export const authenticatingKey = (model: Model, { key: text }: Presented): Expected<Caller> => {
  const key = model.keys.find((issued) => issued.text === text);
  const account = accountOf(model, key?.accountId);
  if (key === undefined || account === undefined || statusOf(model, account) !== 'active')
    return refused(wrong);
  const { id, accountId, power } = key;
  return {
    value: () => ({
      accountId,
      power,
      proof: { kind: 'key', id },
      channel: toChannel(undefined),
    }),
  };
};

const wrong: Failure = { kind: 'NotAuthenticated', reason: 'wrong' };

/**
 * What `sessions.signIn` has to answer. A wrong password is a try, and whoever is named has policy's
 * number of them; a right one that was chosen is none in the end. A generated one is used by it.
 */
export const signingIn = (model: Model, input: SignInInput): Expected<SignedIn> => {
  const { limit, window } = model.policy.signIn;
  if (triesOf(model, subjectOf(input)) >= limit) return refused(tooMany(model, subjectOf(input)));
  const person = personNamed(model, input);
  const subject = subjectOf(input, person);
  if (triesOf(model, subject) >= limit) return refused(tooMany(model, subject));
  const account = accountOf(model, person?.accountId);
  const isRight =
    person !== undefined &&
    account !== undefined &&
    person.password === input.password &&
    statusOf(model, account) === 'active' &&
    (person.lapsesAt === undefined || person.lapsesAt > model.now);
  if (!isRight) {
    const count = triesOf(model, subject) + 1;
    const until = model.tries.get(subject)?.until ?? model.now;
    const isOpen = count > 1;
    model.tries.set(subject, { count, until: isOpen ? until : after(model.now, window) });
    return refused(wrong);
  }
  return {
    value: ({ accessToken, refreshToken }) => ({
      accessToken: shownIn(accessToken),
      accessUntil: after(model.now, model.policy.lifetimes.accessToken),
      refreshToken: shownIn(refreshToken),
      refreshUntil: after(model.now, model.policy.lifetimes.refreshToken),
      account,
    }),
    keep: ({ accessToken, refreshToken }) => {
      demand(accessToken.reveal() !== refreshToken.reveal(), 'two tokens are one');
      delete person.lapsesAt;
    },
  };
};

const triesOf = ({ tries, now }: Model, subject: string): number => {
  const counted = tries.get(subject);
  return counted === undefined || counted.until <= now ? 0 : counted.count;
};

const tooMany = ({ tries, now }: Model, subject: string): Failure => {
  const until = tries.get(subject)?.until.getTime() ?? now.getTime();
  const retryAfter = Math.max(1, Math.ceil((until - now.getTime()) / 1000));
  return { kind: 'TooManyTries', retryAfter };
};

/** Tries count for a mailbox, whoever names it and however; else for a name. */
function subjectOf(input: SignInInput, person?: Person): string {
  const given = 'userName' in input ? input.userName : input.email;
  const mailbox = (person?.email ?? EmailAddress.safeParse(given).data)?.canonical;
  return mailbox === undefined ? `name ${userNameKey(given)}` : `mailbox ${mailbox}`;
}

function personNamed(model: Model, input: SignInInput): Person | undefined {
  if (!('userName' in input)) {
    const named = 'account' in input ? input.account : input.address;
    const mailbox = EmailAddress.safeParse(input.email).data?.canonical;
    return model.users.find(
      ({ accountId, email }) =>
        email.canonical === mailbox && isAccount(named, accountOf(model, accountId)),
    );
  }
  const key = userNameKey(input.userName);
  const named = model.users.find(
    ({ userName }) => userName !== undefined && userNameKey(userName) === key,
  );
  const mailbox = EmailAddress.safeParse(input.userName).data?.canonical;
  return named ?? model.users.find(({ email }) => email.canonical === mailbox);
}

const isAccount = (named: string | number, account: Account | undefined): boolean =>
  account?.id === named || account?.address === named || account?.number === named;
