import type { Application } from '@tenantry/domain';
import { createHttp } from '@tenantry/http';
import { beforeAll, describe, expect, it } from 'vitest';
import { metrics, textIn } from '../served.ts';
import { departures } from './departures.ts';
import { type Operation, operationsIn } from './operations.ts';
import type { Row } from './row.ts';
import { rows } from './rows.ts';
import { everythingIn } from './state.ts';
import { type Walk, walk } from './walk.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let operations: ReadonlyMap<string, Operation>;
let before: string;

beforeAll(async () => {
  world = await openWorld();
  operations = operationsIn(await textIn(world.http));
  before = await everythingIn(world);
});

/** One row, with the operation that it is of. */
const lineOf = (id: string): Pick<Walk, 'operation' | 'row'> => {
  const [operation, row] = [operations.get(id), rows[id]];
  if (operation === undefined || row === undefined) throw new Error(`${id} is not described`);
  return { operation, row };
};

describe('who may do what, and where', () => {
  it('is said of every operation, as it is described', () => {
    expect(departures(operations, rows)).toEqual([]);
  });

  it.each(Object.keys(rows))('holds for %s', async (id) => {
    expect(await walk({ world, before, ...lineOf(id) })).toEqual([]);
  });
});

describe('a table that is not the description', () => {
  const planted = (change: Readonly<Record<string, Row | undefined>>) => {
    const entries = Object.entries({ ...rows, ...change });
    const some = entries.flatMap(([id, row]) => (row === undefined ? [] : [[id, row] as const]));
    return departures(operations, Object.fromEntries(some));
  };

  it('is found out', () => {
    const { row } = lineOf('createKey');
    expect(planted({ createKey: undefined })).toEqual(['createKey: has no row']);
    expect(planted({ makeKey: row })).toEqual(['makeKey: is no operation']);
    expect(planted({ createKey: { ...row, power: 'read' } })).toEqual([
      'createKey: x-power is manage, and not read',
    ]);
    expect(planted({ createKey: { ...row, asked: [{}] } })).toEqual([
      'createKey: path.account is not asked at',
    ]);
    expect(planted({ issueToken: { ...lineOf('issueToken').row, power: 'read' } })).toEqual([
      'issueToken: x-power is undefined, and not read',
      'issueToken: needs power without proof',
    ]);
  });
});

describe('an interface that lets in whom it must not', () => {
  let spoilt: World;
  beforeAll(async () => {
    spoilt = await openWorld();
  });

  /** What is found of one operation where something is left out of the application. */
  const found = async (
    id: string,
    leaveOut: (app: Application) => Partial<Application>,
  ): Promise<string> => {
    const { app } = spoilt;
    const { fetch } = createHttp({ ...app, ...leaveOut(app) }, { metrics });
    const all = { world: spoilt, before: await everythingIn(spoilt), fetch };
    return (await walk({ ...all, ...lineOf(id) })).join('\n');
  };

  it('is found out where it does not ask for the power', async () => {
    const deviations = await found('createKey', ({ keys }) => ({
      keys: {
        ...keys,
        authenticate: async (presented) => {
          const proven = await keys.authenticate(presented);
          return proven.ok ? { ...proven, value: { ...proven.value, power: 'manage' } } : proven;
        },
      },
    }));
    expect(deviations).toContain('by id as read (apiKey): 201 in the place of 403 NotPermitted');
    expect(deviations).toContain('by id as provision (apiKey): 201 in the place of');
    expect(deviations).not.toContain('as sibling');
    expect(deviations).toContain('createKey: what was refused has changed something');
  });

  it('is found out where it does not ask for the reach', async () => {
    const deviations = await found('getMember', ({ members, as }) => ({
      members: { ...members, find: (named) => members.find(named, { caller: as.operator('all') }) },
    }));
    for (const actor of ['child', 'sibling', 'unrelated'])
      expect(deviations).toContain(`as ${actor} (basic): 200 in the place of 404 MemberNotFound`);
  });

  it('is found out where what is of others is told from what is not there', async () => {
    const deviations = await found('listPartners', ({ partners, as }) => ({
      partners: {
        ...partners,
        list: async (asked, context) => {
          const all = await partners.list(asked, { caller: as.operator('all') });
          const listed = await partners.list(asked, context);
          return all.ok && listed.ok
            ? { ...listed, value: { ...listed.value, total: all.value.total } }
            : listed;
        },
      },
    }));
    expect(deviations).toContain('as unrelated (basic): differs from what is absent: 200');
  });

  it('is found out where it shows what is not to be seen', async () => {
    const deviations = await found('searchAccounts', ({ accounts, as }) => ({
      accounts: {
        ...accounts,
        search: (asked) => accounts.search(asked, { caller: as.operator('all') }),
      },
    }));
    expect(deviations).toContain(
      'its own by id as sibling (basic): tells of what is not to be seen',
    );
  });

  it('is found out where it takes what opens nothing any more', async () => {
    const deviations = await found('listKeys', ({ keys, as }) => ({
      keys: {
        ...keys,
        authenticate: async () => ({ ok: true, value: as.account(spoilt.master.id) }),
      },
    }));
    for (const actor of ['revoked', 'suspended'])
      expect(deviations).toContain(
        `as ${actor} (apiKey): 200 in the place of 401 NotAuthenticated`,
      );
  });
});
