import {
  type AccountFilter,
  type AccountReads,
  accountKinds,
  accountStatuses,
} from '@tenantry/domain';
import type { AccountStatements } from './account-statements.ts';
import type { Connection } from './connection.ts';
import { searchKeyOf } from './customer-rows.ts';
import { accountOf, type PathRange } from './rows.ts';
import type { Fitting, SearchStatements } from './search-statements.ts';
import { rangeOf } from './tree.ts';

type Statements = AccountStatements & SearchStatements;

/**
 * Of how many accounts some are found by putting all of them in order. Of more, they are met in that
 * order, until there are enough: that costs less the larger a part of the installation they are.
 */
const fewAtMost = 2000;

export const accountSearch = (
  connection: Connection,
  statements: Statements,
): Pick<AccountReads, 'search'> => ({
  search: async (reach, { after = '', limit, reference, ...filter }) => {
    const range = await rangeOf(connection, statements, reach);
    if (range === undefined) return [];
    const page = { ...range, after, limit };
    const asked = { ...page, ...fittingOf(filter) };
    const areFew = reach !== 'installation' && (await fewIn(connection, statements, range));
    if (reference !== undefined) {
      const referred = { ...asked, key: searchKeyOf(reference) };
      const search = areFew ? statements.searchFewReferred : statements.searchManyReferred;
      return (await connection.run(search(referred))).map(accountOf);
    }
    const parts = partsOf(filter).map((part) => ({ ...page, ...part }));
    const search = areFew ? statements.searchFew(asked) : statements.searchMany(parts);
    return (await connection.run(search)).map(accountOf);
  },
});

async function fewIn(
  connection: Connection,
  statements: Statements,
  range: PathRange,
): Promise<boolean> {
  const [some] = await connection.run(statements.countSome({ ...range, most: fewAtMost + 1 }));
  return Number(some?.total) <= fewAtMost;
}

const fitting = <T>(wanted: T | undefined, all: readonly T[]): readonly T[] =>
  wanted === undefined ? all : [wanted];

const partsOf = ({ kind, status }: AccountFilter) =>
  fitting(kind, accountKinds).flatMap((each) =>
    fitting(status, accountStatuses).map((own) => ({ kind: each, status: own })),
  );

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
