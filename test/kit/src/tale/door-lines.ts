import type {
  AcceptInput,
  ChangePasswordInput,
  InviteMemberInput,
  RequestResetInput,
  ResetPasswordInput,
  SignInInput,
} from '@tenantry/domain';
import fc from 'fast-check';
import { inTurn, type Line, linesAlone, linesAtDoor, linesOf } from './line.ts';
import { mostly, places, wantedMailboxes, wantedPasswords } from './wanted.ts';

/** A round of mail. */
export const deliveries: Line = {
  perform: ({ app }) => app.deliverMail(),
  toString: () => 'await app.deliverMail();',
};

/** Lines of those who come in by a link that was mailed, or by a password alone. */
export const doorLines = (): readonly fc.Arbitrary<Line>[] => [
  fc.oneof(acceptances(), joinings()),
  resets(),
  changes(),
];

const accept = linesAtDoor<AcceptInput>('invitations.accept', ({ invitations }, ...given) =>
  invitations.accept(...given),
);

const request = linesAtDoor<RequestResetInput>(
  'passwords.requestReset',
  ({ passwords }, ...given) => passwords.requestReset(...given),
);

const reset = linesAtDoor<ResetPasswordInput>('passwords.reset', ({ passwords }, ...given) =>
  passwords.reset(...given),
);

const change = linesAtDoor<ChangePasswordInput>('passwords.change', ({ passwords }, ...given) =>
  passwords.change(...given),
);

const invite = linesOf<InviteMemberInput>('members.invite', ({ members }, ...given) =>
  members.invite(...given),
);

const signIn = linesAlone<SignInInput>('sessions.signIn', ({ sessions }, command) =>
  sessions.signIn(command),
);

/** The same again most of the time. */
const confirmations = mostly(fc.constant(undefined), wantedPasswords);

/** With the mail that is due, most of the time: there is a link in it. */
const mailed = (lines: fc.Arbitrary<Line>): fc.Arbitrary<Line> =>
  fc
    .tuple(mostly(fc.constant(true), fc.constant(false)), lines)
    .map(([isMailed, line]) => (isMailed ? inTurn(deliveries, line) : line));

const acceptances = (): fc.Arbitrary<Line> =>
  mailed(
    fc
      .tuple(fc.nat({ max: 3 }), wantedPasswords, confirmations)
      .map(([place, password, passwordConfirmation = password]) =>
        accept((names) => ({
          token: names.linkAt(place, 'invitation'),
          password,
          passwordConfirmation,
        })),
      ),
  );

/** Somebody is invited, accepts and signs in. */
const joinings = (): fc.Arbitrary<Line> =>
  fc
    .tuple(fc.nat({ max: 2 }), fc.constantFrom('a@example.com', 'b@example.com'), wantedPasswords)
    .map(([place, email, password]) =>
      inTurn(
        invite('operator', (names) => ({
          account: names.at(place),
          name: 'One',
          email,
          roles: [1],
        })),
        deliveries,
        accept((names) => ({
          token: names.linkAt(0, 'invitation'),
          password,
          passwordConfirmation: password,
        })),
        signIn((names) => ({ account: names.at(place), email, password })),
      ),
    );

const resets = (): fc.Arbitrary<Line> =>
  fc.oneof(
    fc
      .oneof({ weight: 3, arbitrary: places }, { weight: 1, arbitrary: wantedMailboxes })
      .map((whose) =>
        request((names) => ({
          email: typeof whose === 'string' ? whose : names.mailboxAt(whose),
        })),
      ),
    mailed(
      fc
        .tuple(fc.nat({ max: 2 }), wantedPasswords, confirmations)
        .map(([place, password, passwordConfirmation = password]) =>
          reset((names) => ({
            token: names.linkAt(place, 'passwordReset'),
            password,
            passwordConfirmation,
          })),
        ),
    ),
  );

const changes = (): fc.Arbitrary<Line> =>
  fc
    .tuple(fc.nat({ max: 2 }), mostly(fc.constant(undefined), wantedPasswords), wantedPasswords)
    .map(([place, wrong, newPassword]) =>
      change((names) => ({
        account: names.at(place),
        email: names.mailboxAt(place),
        password: wrong ?? names.passwordAt(place),
        newPassword,
        newPasswordConfirmation: newPassword,
      })),
    );
