import type { Account, Conflict, Partner, Result, Unit } from '@tenantry/domain';
import type { Trial } from './law.ts';
import type { Make } from './make.ts';

type Enter = () => (unit: Unit) => Promise<Result<unknown, Conflict<string>>>;

/** Something that only one of many can have, beneath a master with one partner. */
export interface Race {
  readonly prize: string;
  readonly conflict: Conflict<string>;
  readonly contest: (
    make: Make,
    master: Account,
    there: Partner,
    trial: Pick<Trial, 'store'>,
  ) => Enter | Promise<Enter>;
}

/** Each in its turn, over and over. */
export const turnsOf = <Turn>(all: readonly [Turn, ...Turn[]]): (() => Turn) => {
  let taken = 0;
  return () => all[taken++ % all.length] ?? all[0];
};
