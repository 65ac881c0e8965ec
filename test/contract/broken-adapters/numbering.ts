import type { Persistence } from '@tenantry/domain';
import { askingUnit, askingView, invoke } from './asking.ts';

/**
 * The same store, in which what is stored again after it was rolled back has the number that it was
 * given first: units that are made again from their calls have handed that out already.
 */
export const numbering = (store: Persistence): Persistence => {
  const given = new Map<unknown, unknown>();

  const numbered = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(numbered);
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Date || value instanceof Map) return value;
    const parts = Object.entries(value).map(([key, part]) => [key, numbered(part)] as const);
    const copy: Record<string, unknown> = Object.fromEntries(parts);
    if ('id' in value && 'number' in value) {
      if (!given.has(value.id)) given.set(value.id, value.number);
      copy['number'] = given.get(value.id);
    }
    return copy;
  };

  return {
    ...store,
    transact: (work) =>
      store.transact((unit) =>
        work(
          askingUnit(unit, async (pick, ...asked) => numbered(await invoke(pick(unit), ...asked))),
        ),
      ),
    read: (work) =>
      store.read((view) =>
        work(
          askingView(view, async (pick, ...asked) => numbered(await invoke(pick(view), ...asked))),
        ),
      ),
  };
};
