import { setTimeout as pause } from 'node:timers/promises';

export type Mode = 'shared' | 'exclusive';

/** Whoever holds locks until they are released, all at once. */
export type Owner = object;

/** Two owners would wait for each other. */
export class Deadlock extends Error {}

/** Longer than any law waits for what never ends. */
const mostLooks = 5000;

/** Locks by name. Who wants one looks again and again: nothing here has to be quick. */
export const createLocks = ({ noticesDeadlocks = true, isReentrant = true } = {}) => {
  const held = new Map<string, Map<Owner, Mode>>();
  const blocked = new Map<Owner, readonly Owner[]>();

  const blockersOf = (owner: Owner, name: string, mode: Mode): readonly Owner[] =>
    [...(held.get(name) ?? [])]
      .filter(([other, its]) => other !== owner || (!isReentrant && its === 'exclusive'))
      .filter(([, its]) => mode === 'exclusive' || its === 'exclusive')
      .map(([other]) => other);

  const waitsFor = (owner: Owner, goal: Owner, seen = new Set<Owner>()): boolean => {
    if (seen.has(owner)) return false;
    seen.add(owner);
    return (blocked.get(owner) ?? []).some(
      (other) => other === goal || waitsFor(other, goal, seen),
    );
  };

  return {
    /** Throws a `Deadlock` where the owner would wait for one that waits for it. */
    acquire: async (owner: Owner, name: string, mode: Mode): Promise<void> => {
      for (let looks = 0; ; looks++) {
        const blockers = blockersOf(owner, name, mode);
        if (blockers.length === 0) break;
        if (looks === mostLooks) throw new Error(`nobody releases ${name}`);
        blocked.set(owner, blockers);
        if (noticesDeadlocks && waitsFor(owner, owner)) {
          blocked.delete(owner);
          throw new Deadlock(`two wait for each other over ${name}`);
        }
        await pause(1);
      }
      blocked.delete(owner);
      const owners = held.get(name) ?? new Map<Owner, Mode>();
      if (owners.get(owner) !== 'exclusive') owners.set(owner, mode);
      held.set(name, owners);
    },

    release: (owner: Owner): void => {
      blocked.delete(owner);
      for (const owners of held.values()) owners.delete(owner);
    },
  };
};

export type Locks = ReturnType<typeof createLocks>;
