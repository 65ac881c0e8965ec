import type { SignInInput } from '@tenantry/domain';
import fc from 'fast-check';
import { deliveries } from './door-lines.ts';
import { type Line, linesAlone } from './line.ts';
import { places, wantedMailboxes, wantedPasswords } from './wanted.ts';

/** Lines of those who sign in, of mail, of time, and of attempts that are made again. */
export const otherLines = (): readonly fc.Arbitrary<Line>[] => [
  fc.oneof({ weight: 2, arbitrary: signIns() }, authentications()),
  fc.oneof(
    fc.constant(deliveries),
    fc.constantFrom(1, 301, 601, 901, 86_401, 604_801).map(
      (seconds): Line => ({
        perform: ({ wait }) => wait(seconds),
        toString: () => `await wait(${seconds});`,
      }),
    ),
  ),
  places.map(
    (attempt): Line => ({
      perform: ({ again }) => again(attempt),
      toString: () => `await again(${attempt});`,
    }),
  ),
];

const signIn = linesAlone<SignInInput>('sessions.signIn', ({ sessions }, command) =>
  sessions.signIn(command),
);

const authenticate = linesAlone<{ readonly key: string }>('keys.authenticate', ({ keys }, given) =>
  keys.authenticate(given),
);

const signIns = (): fc.Arbitrary<Line> =>
  fc
    .record({
      // Few people, so that some of them use up their tries.
      place: fc.nat({ max: 2 }),
      other: fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, places),
      mailbox: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, wantedMailboxes),
      chosen: fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, wantedPasswords),
      isNamed: fc.boolean(),
    })
    .map(({ place, other = place, mailbox, chosen, isNamed }) =>
      signIn((names) => {
        const email = mailbox ?? names.mailboxAt(place);
        const password = chosen ?? names.passwordAt(other);
        return isNamed
          ? { account: names.at(place), email, password }
          : { userName: email, password };
      }),
    );

const authentications = (): fc.Arbitrary<Line> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: places.map((place) => authenticate((names) => ({ key: names.keyAt(place) }))),
    },
    { weight: 1, arbitrary: fc.constant(authenticate(() => ({ key: 'no key' }))) },
  );
