/** What has a place in a group: ids and numbers. */
type Entry = string | number;

/** Entries in groups, those of one group in order. Layered as tables are. */
export interface Groups<Group, E extends Entry> {
  /** Only what is not in the group. */
  add(group: Group, entry: E): void;
  /** Only what is in the group. */
  remove(group: Group, entry: E): void;
  /** All entries of a group, or only those that come after one. */
  after(group: Group, entry?: E): readonly E[];
  /** The first entries of a group, or of those that come after one, so many at most. */
  first(group: Group, count: number, after?: E): readonly E[];
  commit(): void;
  /** As of a table. */
  pin(): void;
  unpin(): void;
  /** The layers above that are pinned. */
  readonly pins: Set<Pick<Groups<Group, E>, 'add' | 'remove'>>;
}

export const groups = <Group, E extends Entry>(below?: Groups<Group, E>): Groups<Group, E> => {
  const own = new Map<Group, E[]>();
  /** What is in the layer below, and to be no more. */
  const gone = new Map<Group, Set<E>>();
  const pins = new Set<Pick<Groups<Group, E>, 'add' | 'remove'>>();
  const layer: Groups<Group, E> = {
    add: (group, entry) => {
      // Whatever is added here has to go from there.
      for (const pinned of pins) pinned.remove(group, entry);
      if (gone.get(group)?.delete(entry) === true) return;
      const entries = own.get(group);
      if (entries === undefined) own.set(group, [entry]);
      else entries.splice(placeAfter(entries, entry), 0, entry);
    },

    remove: (group, entry) => {
      for (const pinned of pins) pinned.add(group, entry);
      const entries = own.get(group) ?? [];
      const at = placeAfter(entries, entry) - 1;
      if (entries[at] === entry) entries.splice(at, 1);
      else gone.set(group, (gone.get(group) ?? new Set()).add(entry));
      if (entries.length === 0) own.delete(group);
    },

    after: (group, entry) => {
      const entries = own.get(group) ?? [];
      const mine = entries.slice(entry === undefined ? 0 : placeAfter(entries, entry));
      const left = gone.get(group);
      const all = below?.after(group, entry) ?? [];
      const theirs = left === undefined ? all : all.filter((other) => !left.has(other));
      return mine.length === 0 ? theirs : [...theirs, ...mine].toSorted(ascending);
    },

    first: (group, count, after) => {
      const entries = own.get(group) ?? [];
      const from = after === undefined ? 0 : placeAfter(entries, after);
      const mine = entries.slice(from, from + count);
      const left = gone.get(group) ?? new Set();
      // None of those that are to be no more may crowd out one that stays.
      const all = below?.first(group, count + left.size, after) ?? [];
      const theirs = all.filter((other) => !left.has(other));
      return [...theirs, ...mine].toSorted(ascending).slice(0, count);
    },

    commit: () => {
      for (const [group, entries] of gone) for (const entry of entries) below?.remove(group, entry);
      for (const [group, entries] of own) for (const entry of entries) below?.add(group, entry);
    },

    pin: () => below?.pins.add(layer),
    unpin: () => below?.pins.delete(layer),
    pins,
  };
  return layer;
};

const ascending = <E extends Entry>(a: E, b: E): number => (a < b ? -1 : a > b ? 1 : 0);

/** The place of the first entry that is greater. */
function placeAfter<E extends Entry>(entries: readonly E[], entry: E): number {
  // What is new mostly comes last: ids and numbers ascend with time.
  const last = entries.at(-1);
  if (last === undefined || last <= entry) return entries.length;
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = entries[middle];
    if (found !== undefined && found <= entry) low = middle + 1;
    else high = middle;
  }
  return low;
}
