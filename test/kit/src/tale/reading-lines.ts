import {
  type AccountKind,
  accountKinds,
  accountStatuses,
  type SearchAccountsInput,
} from '@tenantry/domain';
import fc from 'fast-check';
import { type By, type Line, linesOf } from './line.ts';
import { about, accounts, accountsOrNone, callers, type Named, wantedReference } from './wanted.ts';

type Ref = string | number;
type Whole = { readonly account?: Ref };
type Part = Whole & { readonly skip?: number; readonly limit?: number };

const finds = {
  customer: linesOf<{ readonly customer: Ref }>('customers.find', ({ customers }, ...given) =>
    customers.find(...given),
  ),
  partner: linesOf<{ readonly partner: Ref }>('partners.find', ({ partners }, ...given) =>
    partners.find(...given),
  ),
  register: linesOf<{ readonly account: Ref }>('registers.find', ({ registers }, ...given) =>
    registers.find(...given),
  ),
  account: linesOf<Whole>('accounts.find', ({ accounts }, ...given) => accounts.find(...given)),
};

const lists = {
  children: linesOf<Part>('accounts.children', ({ accounts }, ...given) =>
    accounts.children(...given),
  ),
  subtree: linesOf<Part>('accounts.subtree', ({ accounts }, ...given) =>
    accounts.subtree(...given),
  ),
  registers: linesOf<Part>('registers.list', ({ registers }, ...given) => registers.list(...given)),
  apps: linesOf<Part>('apps.list', ({ apps }, ...given) => apps.list(...given)),
};

const search = linesOf<
  Whole & Pick<SearchAccountsInput, 'reference' | 'kind' | 'status' | 'limit'>
>('accounts.search', ({ accounts }, ...given) => accounts.search(...given));

const filters = fc.record(
  {
    reference: wantedReference,
    kind: fc.constantFrom(...accountKinds),
    status: fc.constantFrom(...accountStatuses),
    limit: fc.constantFrom(1, 2, 200, 0),
  },
  { requiredKeys: [] },
);

const partners = linesOf<Omit<Part, 'account'> & { readonly named?: string }>(
  'partners.list',
  ({ partners }, ...given) => partners.list(...given),
);

const masters = linesOf<object>('accounts.masters', ({ accounts }, ...given) =>
  accounts.masters(...given),
);

/** Lines that find accounts, and list what there is. */
export const readingLines = (): readonly fc.Arbitrary<Line>[] => [
  fc
    .constantFrom(...found)
    .chain(([kind, find]) =>
      fc.tuple(callers, accounts(kind)).map(([by, account]) => find(by, account)),
    ),
  fc.oneof(
    fc
      .tuple(fc.constantFrom(lists.children, lists.registers, lists.apps), callers, slices)
      .chain(([list, by, slice]) =>
        accountsOrNone.map((account) =>
          list(by, (names) => ({ ...slice, ...about(account, names) })),
        ),
      ),
    // Whole, since its order is more than a model has to know.
    fc
      .tuple(callers, accountsOrNone)
      .map(([by, account]) =>
        lists.subtree(by, (names) => ({ limit: 200, ...about(account, names) })),
      ),
    fc
      .tuple(callers, slices, fc.constantFrom({}, { named: 'One' }, { named: 'Caf\u00e9' }))
      .map(([by, slice, named]) => partners(by, () => ({ ...slice, ...named }))),
    callers.map((by) => masters(by, () => ({}))),
    fc
      .tuple(filters, callers, accountsOrNone)
      .map(([filter, by, account]) =>
        search(by, (names) => ({ ...filter, ...about(account, names) })),
      ),
  ),
];

const slices = fc.record(
  { skip: fc.constantFrom(1, 2), limit: fc.constantFrom(1, 2, 200, 0) },
  { requiredKeys: [] },
);

const found: readonly (readonly [AccountKind | undefined, (by: By, account: Named) => Line])[] = [
  ['customer', (by, it) => finds.customer(by, (names) => ({ customer: it(names) }))],
  ['partner', (by, it) => finds.partner(by, (names) => ({ partner: it(names) }))],
  ['registered', (by, it) => finds.register(by, (names) => ({ account: it(names) }))],
  [undefined, (by, it) => finds.account(by, (names) => ({ account: it(names) }))],
];
