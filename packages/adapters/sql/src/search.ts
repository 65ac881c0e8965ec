import {
  type AccountFilter,
  type AccountReads,
  accountKinds,
  accountStatuses,
} from '@tenantry/domain';
import type { AccountStatements } from './account-statements.ts';
import type { Connection } from './connection.ts';
import { searchKeyOf } from './customer-rows.ts';
import { accountOf, type Row } from './rows.ts';
import type { Fitting, SearchStatements } from './search-statements.ts';
import type { Ready } from './statement.ts';
import { rangeOf } from './tree.ts';

/**
 * So many accounts are all looked at to find some of them. Where there may be more, those that may
 * fit are met in the order of their ids until there are enough.
 */
const fewAtMost = 2000;

/**
 * Accounts that fit a filter. No index has them all in order for every reach and filter: whichever
 * leads past few others is gone by.
 */
export const accountSearch = (
  connection: Connection,
  statements: AccountStatements & SearchStatements,
): Pick<AccountReads, 'search'> => {
  const most = fewAtMost + 1;
  const areFew = async (count: Ready<{ readonly total: unknown }>): Promise<boolean> => {
    const [some] = await connection.run(count);
    return Number(some?.total) <= fewAtMost;
  };

  return {
    search: async (reach, { after = '', limit, reference, ...filter }) => {
      const range = await rangeOf(connection, statements, reach);
      if (range === undefined) return [];
      const page = { ...range, after, limit };
      const found = async (search: Ready<Row<'account'>>) =>
        (await connection.run(search)).map(accountOf);
      const areFewBelow = async () =>
        reach !== 'installation' && (await areFew(statements.countSome({ ...range, most })));

      if (reference === undefined)
        return found(
          (await areFewBelow())
            ? statements.searchFew({ ...page, ...fittingOf(filter) })
            : statements.searchMany(partsOf(filter).map((part) => ({ ...page, ...part }))),
        );
      const key = searchKeyOf(reference);
      const asked = { ...page, ...fittingOf(filter), key };
      if (await areFew(statements.countSomeReferred({ key, after, most })))
        return found(statements.searchReferred(asked));
      if (await areFewBelow()) return found(statements.searchFewReferred(asked));
      // Nobody else has references.
      const parts = partsOf({ kind: 'customer', ...filter });
      return found(statements.searchManyReferred(parts.map((part) => ({ ...page, ...part, key }))));
    },
  };
};

/** Each kind and status that will do. */
const partsOf = ({ kind, status }: AccountFilter) =>
  fitting(kind, accountKinds).flatMap((each) =>
    fitting(status, accountStatuses).map((own) => ({ kind: each, status: own })),
  );

const fitting = <T>(wanted: T | undefined, all: readonly T[]): readonly T[] =>
  wanted === undefined ? all : [wanted];

const fittingOf = ({ kind, status }: AccountFilter): Fitting => {
  const among = <T extends string>(name: T, wanted: T | undefined): string =>
    wanted === undefined || wanted === name ? name : '';
  return {
    master: among('master', kind),
    customer: among('customer', kind),
    partner: among('partner', kind),
    registered: among('registered', kind),
    active: among('active', status),
    suspended: among('suspended', status),
    closed: among('closed', status),
  };
};
