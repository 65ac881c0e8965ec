import type { AccessReads, AccessWrites, Persistence } from '@tenantry/domain';

type Access = AccessReads & AccessWrites;

/** What stands between an application and what its store knows of keys, people and sessions. */
export interface Between {
  readonly reads?: (access: AccessReads) => Partial<AccessReads>;
  readonly writes?: (access: Access) => Partial<Access>;
}

const nothing = (): object => ({});

/** The same store, but for what is put in the place of something that it does. */
export const storeWith = (
  store: Persistence,
  { reads = nothing, writes = nothing }: Between,
): Persistence => ({
  ...store,
  read: (work) =>
    store.read((view) => work({ ...view, access: { ...view.access, ...reads(view.access) } })),
  transact: (work) =>
    store.transact((unit) => work({ ...unit, access: { ...unit.access, ...writes(unit.access) } })),
});
