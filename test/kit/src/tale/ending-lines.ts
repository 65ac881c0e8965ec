import type { ChangeStatusInput, RotateKeyInput } from '@tenantry/domain';
import fc from 'fast-check';
import { type Line, linesOf } from './line.ts';
import { about, accounts, accountsOrNone, callers, mostly, places, wantedKeys } from './wanted.ts';

/** Lines by which accounts and keys end, or come to be good again. */
export const endingLines = (): readonly fc.Arbitrary<Line>[] => [
  fc
    .oneof(
      { weight: 2, arbitrary: fc.constant(suspend) },
      { weight: 3, arbitrary: fc.constant(reactivate) },
      { weight: 1, arbitrary: fc.constant(close) },
    )
    .chain((line) =>
      fc
        .tuple(callers, accounts(), wantedKeys)
        .map(([by, account, key]) => line(by, (names) => ({ account: account(names) }), key)),
    ),
  rotations(),
  fc
    .tuple(callers, places, wantedKeys)
    .map(([by, place, key]) => revoke(by, (names) => ({ key: names.keyIdAt(place) }), key)),
  fc
    .tuple(callers, accountsOrNone)
    .map(([by, account]) => list(by, (names) => about(account, names))),
];

const suspend = linesOf<ChangeStatusInput>('accounts.suspend', ({ accounts }, ...given) =>
  accounts.suspend(...given),
);

const reactivate = linesOf<ChangeStatusInput>('accounts.reactivate', ({ accounts }, ...given) =>
  accounts.reactivate(...given),
);

const close = linesOf<ChangeStatusInput>('accounts.close', ({ accounts }, ...given) =>
  accounts.close(...given),
);

const rotate = linesOf<RotateKeyInput>('keys.rotate', ({ keys }, ...given) =>
  keys.rotate(...given),
);

const revoke = linesOf<{ readonly key: string }>('keys.revoke', ({ keys }, ...given) =>
  keys.revoke(...given),
);

const list = linesOf<{ readonly account?: string | number }>('keys.list', ({ keys }, ...given) =>
  keys.list(...given),
);

const rotations = (): fc.Arbitrary<Line> =>
  fc
    .tuple(
      fc.record(
        { overlapSeconds: mostly(fc.constantFrom(0, 600), fc.constant(-1)) },
        { requiredKeys: [] },
      ),
      callers,
      places,
      wantedKeys,
    )
    .map(([input, by, place, key]) =>
      rotate(by, (names) => ({ ...input, key: names.keyIdAt(place) }), key),
    );
