import { type Account, type AccountKind, accountKinds, type PageRequest } from '@tenantry/domain';
import { forAll, fullTree, trees } from './cases.ts';
import { demand, same } from './expect.ts';
import { grow, idsOf, isBelow, type Node, parentOf } from './forest.ts';
import type { Law, StateLaw } from './law.ts';
import { commit, stored } from './unit.ts';

const pageSizes = [1, 2, 3, 1000];

/** That lists hold everything once and in their order, however they are cut into pages. */
export const orderLaws = (law: StateLaw): readonly Law[] => [
  law('children come by id, each once, whatever the size of a page', (trial) =>
    forAll(
      trees,
      async (tree) => {
        const nodes = await grow(trial, tree);
        await trial.store.read(async ({ accounts }) => {
          for (const { account } of nodes) {
            const children = nodes.filter((node) => parentOf(node) === account.id);
            const expected = children.map((node) => node.account).toSorted(byId);
            for (const limit of pageSizes) {
              const read = (page: PageRequest<Account>) =>
                accounts.children('installation', account.id, {
                  limit,
                  ...(page.after === undefined ? {} : { after: page.after.id }),
                });
              same(await paged(read, limit), expected, `children in pages of ${limit}`);
            }
          }
        });
      },
      { runs: 3, examples: [fullTree] },
    ),
  ),

  law(
    'a subtree comes parents first, siblings by id, each once, whatever the size of a page',
    (trial) =>
      forAll(
        trees,
        async (tree) => {
          const nodes = await grow(trial, tree);
          await trial.store.read(async ({ accounts }) => {
            for (const { account } of nodes) {
              const inside = nodes.filter((node) => isBelow(account.id, node));
              for (const kind of [undefined, ...accountKinds]) {
                const asked = kind === undefined ? {} : { kind };
                const wanted = inside.filter((node) => isOf(node, kind));
                const pages = (limit: number) =>
                  paged(
                    (page) => accounts.subtree('installation', account.id, { ...page, ...asked }),
                    limit,
                  );
                const all = await pages(1000);
                demandAll(all, wanted);
                for (const limit of pageSizes.slice(0, -1))
                  same(await pages(limit), all, `a subtree in pages of ${limit}`);
              }
            }
          });
        },
        { runs: 3, examples: [fullTree] },
      ),
  ),

  law('masters come by id', async ({ store, make }) => {
    const masters = await commit(store, async ({ accounts }) => {
      const added: Account[] = [];
      for (let count = 0; count < 5; count++) {
        const master = stored(await accounts.addMaster(make.master()));
        stored(await accounts.addCustomer(make.customer([master])));
        added.push(master);
      }
      return added;
    });
    const found = await store.read(({ accounts }) => accounts.masters('installation'));
    same(found, masters.toSorted(byId), 'masters');
  }),
];

const byId = (a: Account, b: Account): number => (a.id < b.id ? -1 : 1);

const isOf = ({ account }: Node, kind: AccountKind | undefined): boolean =>
  kind === undefined || account.kind === kind;

/** All pages, one after another; the cursor is the last that was seen. */
async function paged(
  read: (page: PageRequest<Account>) => Promise<readonly Account[]>,
  limit: number,
): Promise<readonly Account[]> {
  const seen: Account[] = [];
  for (;;) {
    const after = seen.at(-1);
    const page = await read(after === undefined ? { limit } : { limit, after });
    demand(page.length <= limit, `${page.length} on a page of ${limit}`);
    const known = new Set(idsOf(seen));
    demand(!page.some(({ id }) => known.has(id)), 'an account came on two pages');
    seen.push(...page);
    if (page.length < limit) return seen;
  }
}

/** Everything that is wanted and nothing else, in an order that the port allows. */
function demandAll(found: readonly Account[], wanted: readonly Node[]): void {
  same(
    found.toSorted(byId),
    wanted.map(({ account }) => account).toSorted(byId),
    'the accounts of a subtree',
  );
  const places = new Map(found.map(({ id }, at) => [id, at]));
  const placeOf = (id: Account['id']): number => places.get(id) ?? -1;
  for (const { id, ancestors } of found)
    for (const ancestor of ancestors)
      demand(placeOf(ancestor) < placeOf(id), `${id} came before ${ancestor}, which is above it`);
  const parents = new Set(found.map(({ ancestors }) => ancestors.at(-1)));
  for (const parent of parents) {
    const siblings = found.filter(({ ancestors }) => ancestors.at(-1) === parent);
    same(idsOf(siblings), idsOf(siblings).toSorted(), 'children of one parent come by id');
  }
}
