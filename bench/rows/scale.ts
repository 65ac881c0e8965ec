import { alternating } from '../alternate.ts';
import { type Load, startLoad } from '../load/load.ts';
import type { Asked } from '../load/requests.ts';
import { type Claims, claimsOnPostgres, claimsOnSqlite } from '../places/claims.ts';
import { newFolder } from '../places/folder.ts';
import {
  type Populated,
  populatedFile,
  populatePostgres,
  populateSqlite,
} from '../places/populated.ts';
import { startPostgres } from '../places/postgres.ts';
import { type Server, startServer } from '../places/server.ts';
import type { Comparison, Extent, Pair, Row } from '../row.ts';

const few = 1000;
/** However little is done, there are more of them. */
const many = ({ some }: Extent): number => Math.max(some(1_000_000), few);

/** Directly beneath the master account, and as deep as policy lets accounts stand. */
const shapes = {
  flat: { depth: 2, where: 'beneath the master account' },
  deep: { depth: 10, where: 'beneath one parent, at depth 10' },
} as const;
type Shape = keyof typeof shapes;

/** One installation with all that asks it. */
interface Place {
  readonly populated: Populated;
  readonly server: Server;
  readonly claims: Claims;
  readonly load: Load;
}

/**
 * The p99 of each, in milliseconds, one after another: what others wait for is another row's. Creates
 * come last: they are what makes a small installation larger.
 */
const operations: Readonly<Record<string, (place: Place, extent: Extent) => Promise<number>>> = {
  authenticate: (place, extent) =>
    p99(place, extent.some(500), { kind: 'tokens', apiKeys: place.populated.keys }),
  'children page': (place, extent) =>
    p99(place, extent.some(500), { kind: 'children', ...beneath(place) }),
  'reference search': (place, extent) => {
    const { apiKey } = beneath(place);
    const { accounts } = place.populated;
    return p99(place, extent.some(500), { kind: 'references', apiKey, among: accounts });
  },
  'outbox claim': (place, extent) => place.claims.p99(extent.some(300)),
  create: (place, extent) => p99(place, extent.some(300), { kind: 'customers', ...beneath(place) }),
};

const beneath = ({ populated: { parent } }: Place) => ({
  apiKey: parent.apiKey,
  parent: parent.id,
});

async function p99({ load, server: { url } }: Place, count: number, requests: Asked) {
  const until = { requests: count };
  return (await load.run({ url, connections: 1, requests, until })).p99;
}

/** On SQLite, in either shape; and on PostgreSQL in the one that asks more of a database. */
export const scale = scaleOf('SQLite', ['flat', 'deep'], async (extent, shape, measured) => {
  using folder = newFolder();
  const { depth } = shapes[shape];
  const larger = await (shape === 'flat'
    ? populatedFile(many(extent))
    : populateSqlite(folder.file('many.db'), { accounts: many(extent), depth }));
  const smaller = await populateSqlite(folder.file('few.db'), { accounts: few, depth });
  return await measured(larger, smaller, claimsOnSqlite);
});

export const scaleOnPostgres = scaleOf('PostgreSQL', ['deep'], async (extent, shape, measured) => {
  await using postgres = await startPostgres();
  const { depth } = shapes[shape];
  const populated = async (accounts: number) =>
    populatePostgres(await postgres.newDatabase(), { accounts, depth });
  const larger = await populated(many(extent));
  return await measured(larger, await populated(few), claimsOnPostgres);
});

type Pairs = Readonly<Record<string, Pair>>;
type Measured = (
  larger: Populated,
  smaller: Populated,
  claimsOn: (populated: Populated) => Promise<Claims>,
) => Promise<Pairs>;

function scaleOf(
  database: string,
  measured: readonly Shape[],
  populating: (extent: Extent, shape: Shape, measured: Measured) => Promise<Pairs>,
): Comparison {
  const rows = measured.flatMap((shape) =>
    Object.keys(operations).map((operation): readonly [string, Row] => [
      nameOf(shape, operation),
      {
        name: `p99 of ${operation}, ${database}, 1,000,000 accounts ${shapes[shape].where}`,
        against: `the same at ${few.toLocaleString('en')}`,
        bar: { atMost: 1.5 },
      },
    ]),
  );
  return {
    rows: Object.fromEntries(rows),
    measure: async (extent) => {
      const all: Pairs[] = [];
      for (const shape of measured)
        all.push(
          await populating(extent, shape, (larger, smaller, claimsOn) =>
            compared(extent, shape, larger, smaller, claimsOn),
          ),
        );
      return Object.fromEntries(all.flatMap((pairs) => Object.entries(pairs)));
    },
  };
}

function nameOf(shape: Shape, operation: string): string {
  return `${shape} ${operation}`;
}

async function compared(
  extent: Extent,
  shape: Shape,
  ...[larger, smaller, claimsOn]: Parameters<Measured>
): Promise<Pairs> {
  await using load = startLoad();
  await using first = await startServer(openedAs(larger));
  await using second = await startServer(openedAs(smaller));
  await using firstClaims = await claimsOn(larger);
  await using secondClaims = await claimsOn(smaller);
  const ours = { populated: larger, server: first, claims: firstClaims, load };
  const theirs = { populated: smaller, server: second, claims: secondClaims, load };
  const pairs: [string, Pair][] = [];
  for (const [operation, measured] of Object.entries(operations)) {
    const sides = await alternating(
      extent,
      () => measured(ours, extent),
      () => measured(theirs, extent),
    );
    pairs.push([nameOf(shape, operation), { unit: 'ms', ...sides }]);
  }
  return Object.fromEntries(pairs);
}

const openedAs = ({ database, master }: Populated) => ({ database, master });
