import {
  EmailAddress,
  err,
  ok,
  type Persistence,
  restoreEmailAddress,
  type User,
  UserId,
} from '@tenantry/domain';
import { show } from '../contract/expect.ts';
import type { MailboxPair } from './mailbox-pairs.ts';

/** What becomes of a text where a user is to have it as a mailbox: refused is what is no address. */
export type Decision = 'kept' | 'taken' | 'refused';

/** Of a pair, in the one order and in the other; the second of each after the first. */
export type Decisions = readonly [forth: readonly Decision[], back: readonly Decision[]];

/**
 * Asks a store about many pairs, each as if the store had been empty: gives each pair's first text to
 * a user, then its second to another one, and does so once more in the other order. Thousands of pairs
 * take seconds.
 */
export const mailboxDecisions = async (
  store: Persistence,
  pairs: readonly MailboxPair[],
): Promise<readonly Decisions[]> => {
  const users = userSource();
  const decide = decidingIn(store);
  const cases = pairs.flatMap(([one, other], at) => {
    const [first, second] = [read(one), read(other)];
    return [
      [users(`f${at}`, first), users(`f${at}`, second)] as const,
      [users(`b${at}`, second), users(`b${at}`, first)] as const,
    ];
  });
  const first = await decide(
    cases.map(([earlier]) => earlier),
    new Set(),
  );
  const held = new Set(
    cases.flatMap(([earlier], at) =>
      earlier !== undefined && first[at] === 'kept' ? [earlier.email.canonical] : [],
    ),
  );
  const second = await decide(
    cases.map(([, later]) => later),
    held,
  );
  const decisionsOf = (at: number): readonly Decision[] => [
    first[at] ?? 'refused',
    second[at] ?? 'refused',
  ];
  return pairs.map((_, at): Decisions => [decisionsOf(2 * at), decisionsOf(2 * at + 1)]);
};

type Asked = User | undefined;

const read = (text: string): EmailAddress | undefined => EmailAddress.safeParse(text).data;

/** What stands before a local part keeps pairs apart. */
const userSource = () => {
  let made = 0;
  return (mark: string, email: EmailAddress | undefined): Asked => {
    const id = `00000000-0000-7000-9000-${(++made).toString(16).padStart(12, '0')}`;
    const credential = { hash: 'none', origin: 'own' as const, generation: 1 };
    return (
      email && {
        id: UserId.parse(id),
        email: restoreEmailAddress(`${mark}-${email.address}`, `${mark}-${email.canonical}`),
        credential,
      }
    );
  };
};

const together = 250;

/**
 * A conflict spends its unit. So those that should meet none are stored together, and one by one only
 * where they do; those that should are asked by themselves, many at once.
 */
const decidingIn =
  (store: Persistence) =>
  async (asked: readonly Asked[], held: ReadonlySet<string>): Promise<readonly Decision[]> => {
    const decisions = asked.map((): Decision => 'refused');
    const rest: number[] = [];
    const easy = asked.flatMap((user, at) => {
      if (user === undefined) return [];
      if (!held.has(user.email.canonical)) return [{ user, at }];
      rest.push(at);
      return [];
    });
    await Promise.all(
      groupsOf(easy).map(async (group) => {
        const isKept = await addAll(
          store,
          group.map(({ user }) => user),
        );
        for (const { at } of group)
          if (isKept) decisions[at] = 'kept';
          else rest.push(at);
      }),
    );
    for (const group of groupsOf(rest))
      await Promise.all(
        group.map(async (at) => {
          const user = asked[at];
          if (user !== undefined) decisions[at] = (await addAll(store, [user])) ? 'kept' : 'taken';
        }),
      );
    return decisions;
  };

const groupsOf = <T>(things: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(things.length / together) }, (_, at) =>
    things.slice(at * together, (at + 1) * together),
  );

async function addAll(store: Persistence, users: readonly User[]): Promise<boolean> {
  const answer = await store.transact(async ({ access }) => {
    for (const user of users) {
      const added = await access.addUser(user);
      if (!added.ok) return err(added.error.taken);
    }
    return ok(undefined);
  });
  if (!answer.ok && answer.error !== 'EmailTaken')
    throw new Error(`the store is not there to be asked: ${show(answer.error)}`);
  return answer.ok;
}
