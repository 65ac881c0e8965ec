import {
  type Account,
  type AccountFilter,
  type AccountId,
  type AccountReads,
  accountKinds,
  accountStatuses,
  ExternalReference,
  isWithin,
  type Reach,
} from '@tenantry/domain';
import { composed, decomposed } from './cases.ts';
import { oneVersionOn, saveCustomer } from './correction-unit.ts';
import { same } from './expect.ts';
import { idsOf } from './forest.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { demandPages } from './pages.ts';
import { commit, openMaster, stored } from './unit.ts';

/** That accounts are found by what is said of them, within the reach, and by nothing else. */
export const searchLaws = (law: StateLaw): readonly Law[] => [
  law('a search finds by id what fits the filter in all its parts', async (trial) => {
    const there = await openSearched(trial);
    const named = references.map((reference) => ({ reference }));
    const filters: readonly AccountFilter[] = [
      ...accountKinds.map((kind) => ({ kind })),
      ...accountKinds.map((kind) => ({ kind, reference: crm('x') })),
      ...accountStatuses.flatMap((status) => [
        { status },
        { status, kind: 'customer' as const },
        { status, reference: crm('x') },
      ]),
    ];
    await trial.store.read(({ accounts }) =>
      demandFound(accounts, there, 'installation', [...named, ...filters]),
    );
    await commit(trial.store, ({ accounts }) =>
      demandFound(accounts, there, 'installation', named),
    );
  }),

  law('search answers within the reach alone', async (trial) => {
    const there = await openSearched(trial);
    const filters = [{}, { reference: crm('x') }, { kind: 'customer' } as const];
    const tops = [trial.make.accountId(), ...idsOf(there.map(({ account }) => account))];
    await trial.store.read(async ({ accounts }) => {
      for (const below of tops) await demandFound(accounts, there, { below }, filters);
    });
  }),

  law('a search comes in pages that are filled, and goes on after any account', async (trial) => {
    const there = await openSearched(trial);
    const [{ account: top }] = there;
    const questions = [
      ['installation', {}],
      [{ below: top.id }, { reference: crm('x') }],
      [{ below: top.id }, { kind: 'customer', status: 'active' }],
    ] as const;
    await trial.store.read(async ({ accounts }) => {
      for (const [reach, filter] of questions) {
        const all = fitting(there, reach, filter);
        const what = `a search for ${JSON.stringify(filter)}`;
        await demandPages<Account, AccountId>(
          ({ id }) => id,
          (page) => accounts.search(reach, { ...page, ...filter }),
          all,
          what,
        );
        for (const { account } of there.slice(0, 5)) {
          const after = account.id;
          const found = await accounts.search(reach, { ...filter, after, limit: 1000 });
          same(
            found,
            all.filter(({ id }) => id > after),
            `${what}, after ${after}`,
          );
        }
      }
    });
  }),

  law('a customer is found by what it is referred to by now alone', async (trial) => {
    const { store, make } = trial;
    const master = await openMaster(trial);
    const customer = await commit(store, async ({ accounts }) =>
      stored(
        await accounts.addCustomer(
          make.customer([master], {
            references: [crm('former'), crm('kept')],
            uniqueReferenceNames: ['CRM'],
          }),
        ),
      ),
    );
    const corrected = {
      ...oneVersionOn(customer),
      references: [crm('kept'), crm('new')].map((each) => ExternalReference.parse(each)),
    };
    await saveCustomer(trial, { ...corrected, uniqueReferenceNames: [] });
    await store.read(async ({ accounts }) => {
      for (const [value, expected] of [
        ['former', []],
        ['kept', [corrected.account]],
        ['new', [corrected.account]],
      ] as const)
        same(
          await accounts.search('installation', { reference: crm(value), limit: 10 }),
          expected,
          `those that are referred to as ${value}`,
        );
    });
  }),
];

type Reference = NonNullable<AccountFilter['reference']>;

interface Searched {
  readonly account: Account;
  readonly references: readonly Reference[];
}

const crm = (value: string): Reference => ({ name: 'CRM', value });

/** What is looked for: spelt in other ways, in another case, or of two references a part each. */
const references: readonly Reference[] = [
  crm('x'),
  crm(composed),
  crm(decomposed),
  { name: `N${composed}`, value: 'y' },
  { name: `N${decomposed}`, value: 'y' },
  crm('y'),
  crm('X'),
  { name: 'crm', value: 'x' },
  crm(composed.toUpperCase()),
  crm('%'),
  crm(''),
  { name: 'CRM x', value: 'x' },
  crm('x x'),
];

/** Accounts of each kind and status, of which some are referred to, beneath two masters. */
async function openSearched({ store, make }: Trial): Promise<readonly [Searched, ...Searched[]]> {
  return commit(store, async ({ accounts }) => {
    const first = stored(await accounts.addMaster(make.master()));
    const suspended = stored(await accounts.addMaster(make.master({ status: 'suspended' })));
    // What is beneath it was opened while it was active.
    const second = { ...suspended, status: 'active' as const };
    const { account: partner } = stored(await accounts.addPartner(make.partner([first])));
    const beneath = [first, partner] as const;
    const others = [
      partner,
      stored(await accounts.addRegister(make.register(beneath))).account,
      stored(await accounts.addPartner(make.partner([second]))).account,
    ];
    const customers: Searched[] = [];
    for (const [parents, status, uniqueReferenceNames, ...named] of [
      [[first], 'active', ['CRM'], crm('x'), { name: `N${composed}`, value: 'y' }],
      [[first], 'suspended', [], crm('x'), { ...crm('x'), description: 'the same again' }],
      [beneath, 'closed', [], crm('x'), crm(composed)],
      [beneath, 'active', [], crm(decomposed), { name: 'CRM x', value: 'x' }],
      [beneath, 'active', []],
      [[second], 'active', ['CRM'], crm('x'), { name: `N${decomposed}`, value: 'y' }],
    ] as const) {
      const opened = make.customer(parents, { references: [...named], uniqueReferenceNames });
      const { account } = stored(
        await accounts.addCustomer({ ...opened, account: { ...opened.account, status } }),
      );
      customers.push({ account, references: named });
    }
    const rest = [suspended, ...others].map((account) => ({ account, references: [] }));
    return [{ account: first, references: [] }, ...rest, ...customers];
  });
}

async function demandFound(
  accounts: AccountReads,
  there: readonly Searched[],
  reach: Reach,
  filters: readonly AccountFilter[],
): Promise<void> {
  for (const filter of filters) {
    const found = await accounts.search(reach, { ...filter, limit: 1000 });
    const what = `a search for ${JSON.stringify(filter)}, in ${JSON.stringify(reach)}`;
    same(found, fitting(there, reach, filter), what);
  }
}

const fitting = (
  there: readonly Searched[],
  reach: Reach,
  { reference, kind, status }: AccountFilter,
): readonly Account[] =>
  there
    .filter(({ account }) => isWithin(reach, account))
    .filter(({ account }) => kind === undefined || account.kind === kind)
    .filter(({ account }) => status === undefined || account.status === status)
    .filter((each) => reference === undefined || isReferredTo(each, reference))
    .map(({ account }) => account)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));

const isReferredTo = ({ references: own }: Searched, { name, value }: Reference): boolean =>
  own.some((each) => nfc(each.name) === nfc(name) && nfc(each.value) === nfc(value));

const nfc = (text: string): string => text.normalize('NFC');
