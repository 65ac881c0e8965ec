import type { CorrectMemberInput, InviteMemberInput, MemberNamed } from '@tenantry/domain';
import fc from 'fast-check';
import { inWays, type Line, linesOf } from './line.ts';
import {
  about,
  accountsOrNone,
  callers,
  mostly,
  wantedKeys,
  wantedMailboxes,
  wantedNames,
  wantedUserNames,
  ways,
} from './wanted.ts';
import type { Names } from './world.ts';

/** Lines that put people into accounts, and out of them. */
export const memberLines = (): readonly fc.Arbitrary<Line>[] => [
  invitations(),
  corrections(),
  fc.constantFrom(...changes).chain(named),
  fc.constantFrom(...endings).chain(named),
  lists(),
];

const invite = linesOf<InviteMemberInput>('members.invite', ({ members }, ...given) =>
  members.invite(...given),
);

const correct = linesOf<CorrectMemberInput>('members.correct', ({ members }, ...given) =>
  members.correct(...given),
);

const list = linesOf<{ readonly account?: string | number; readonly limit?: number }>(
  'members.list',
  ({ members }, ...given) => members.list(...given),
);

const changes = [
  linesOf<MemberNamed>('members.resend', ({ members }, ...given) => members.resend(...given)),
  linesOf<MemberNamed>('members.enable', ({ members }, ...given) => members.enable(...given)),
  linesOf<MemberNamed>('members.find', ({ members }, ...given) => members.find(...given)),
] as const;

const endings = [
  linesOf<MemberNamed>('members.revoke', ({ members }, ...given) => members.revoke(...given)),
  linesOf<MemberNamed>('members.disable', ({ members }, ...given) => members.disable(...given)),
] as const;

const wantedRoles = mostly(
  fc.constantFrom<readonly number[]>([], [1], [2], [3, 1]),
  fc.constant([9]),
);

/** A membership by id or number, or one that nobody has. */
const wantedMembers: fc.Arbitrary<(names: Names) => string | number> = mostly(
  fc.tuple(fc.nat({ max: 9 }), fc.boolean()).map(
    ([place, byNumber]) =>
      (names) =>
        byNumber ? names.memberNumberAt(place) : names.memberAt(place),
  ),
  fc.constant(() => '00000000-0000-7000-8000-ffffffffffff'),
);

const invitations = (): fc.Arbitrary<Line> =>
  fc
    .tuple(
      fc.record(
        {
          name: wantedNames,
          email: wantedMailboxes,
          roles: wantedRoles,
          userName: wantedUserNames,
        },
        { requiredKeys: ['name', 'email'] },
      ),
      callers,
      accountsOrNone,
      wantedKeys,
      ways,
    )
    .map(([input, by, account, key, how]) =>
      inWays(how, (isDryRun) =>
        invite(by, (names) => ({ ...input, ...about(account, names) }), key, isDryRun),
      ),
    );

const corrections = (): fc.Arbitrary<Line> =>
  fc
    .tuple(
      fc.record(
        {
          name: wantedNames,
          email: wantedMailboxes,
          roles: wantedRoles,
          userName: fc.oneof(wantedUserNames, fc.constant(null)),
        },
        { requiredKeys: [] },
      ),
      callers,
      wantedMembers,
      wantedKeys,
    )
    .map(([input, by, member, key]) =>
      correct(by, (names) => ({ ...input, member: member(names) }), key),
    );

const named = (line: (typeof changes | typeof endings)[number]): fc.Arbitrary<Line> =>
  fc
    .tuple(callers, wantedMembers, wantedKeys)
    .map(([by, member, key]) => line(by, (names) => ({ member: member(names) }), key));

const lists = (): fc.Arbitrary<Line> =>
  fc
    .tuple(fc.constantFrom({}, { limit: 1 }), callers, accountsOrNone)
    .map(([page, by, account]) => list(by, (names) => ({ ...page, ...about(account, names) })));
