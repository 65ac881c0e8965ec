import {
  type AccountReads,
  type AccountWrites,
  type App,
  comparable,
  err,
  ok,
} from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import { sliced } from './slice.ts';
import type { Tables } from './tables.ts';
import { existing, findWithin } from './tree.ts';

export const appReads = (tables: Tables): AtOnce<Pick<AccountReads, 'apps'>> => ({
  apps: (reach, of, slice) => {
    const found = findWithin(tables, reach, of) === undefined ? [] : tables.appsOf.after(of);
    return sliced(found, slice, (at) => {
      const app = tables.apps.get(at);
      if (app === undefined) throw new Error(`account ${of} has lost an app`);
      return app;
    });
  },
});

export const appWrites = (tables: Tables): AtOnce<Pick<AccountWrites, 'addApp'>> => ({
  addApp: (app) => {
    const { id, accountId } = app;
    existing(tables, accountId);
    if (tables.appsByName.get(nameKey(app)) !== undefined) return err({ taken: 'AppNameTaken' });
    if (tables.appsById.get(id) !== undefined) throw new Error(`app ${id} is stored`);
    const at = ++tables.given.app;
    tables.apps.set(at, app);
    tables.appsById.set(id, at);
    tables.appsByName.set(nameKey(app), at);
    tables.appsOf.add(accountId, at);
    return ok(undefined);
  },
});

const nameKey = ({ accountId, name }: App): string => JSON.stringify([accountId, comparable(name)]);
