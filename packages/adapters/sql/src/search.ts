import {
  type AccountFilter,
  type AccountReads,
  accountKinds,
  accountStatuses,
} from '@tenantry/domain';
import type { AccountStatements } from './account-statements.ts';
import type { Connection } from './connection.ts';
import { searchKeyOf } from './customer-rows.ts';
import { accountOf, type PathRange, type Row } from './rows.ts';
import type { Fitting, SearchStatements } from './search-statements.ts';
import type { Ready } from './statement.ts';
import { rangeOf } from './tree.ts';

/** What is referred to by no more accounts than these is found by its reference. */
const fewAtMost = 2000;

/**
 * Accounts that fit a filter. Few that have a reference are all looked at. Else a subtree is walked
 * from end to end, whatever there is besides; the installation, and a subtree that is most of it, in
 * the order of ids until there are enough, past fewer of others' accounts than there are own ones.
 */
export const accountSearch = (
  connection: Connection,
  statements: AccountStatements & SearchStatements,
): Pick<AccountReads, 'search'> => {
  const areFew = async (key: string, after: string): Promise<boolean> => {
    const most = fewAtMost + 1;
    const [some] = await connection.run(statements.countReferred({ key, after, most }));
    return Number(some?.total) <= fewAtMost;
  };
  const isMost = async ({ from, to }: PathRange): Promise<boolean> => {
    const spread = await connection.run(statements.spread({}));
    return spread.filter(({ path }) => path >= from && path < to).length * 2 >= spread.length;
  };

  return {
    search: async (reach, { after = '', limit, reference, ...filter }) => {
      const range = await rangeOf(connection, statements, reach);
      if (range === undefined) return [];
      const page = { ...range, after, limit };
      const found = async (search: Ready<Row<'account'>>) =>
        (await connection.run(search)).map(accountOf);
      const isById = async () => reach === 'installation' || (await isMost(range));

      if (reference === undefined)
        return found(
          (await isById())
            ? statements.searchAll(partsOf(filter).map((part) => ({ ...page, ...part })))
            : statements.searchBelow({ ...page, ...fittingOf(filter) }),
        );
      const key = searchKeyOf(reference);
      const asked = { ...page, ...fittingOf(filter), key };
      if (await areFew(key, after)) return found(statements.searchReferred(asked));
      if (!(await isById())) return found(statements.searchBelowReferred(asked));
      // Nobody else has references.
      const parts = partsOf({ kind: 'customer', ...filter });
      return found(statements.searchAllReferred(parts.map((part) => ({ ...page, ...part, key }))));
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
