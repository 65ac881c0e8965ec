/** What has a place in a group: ids and numbers. */
type Entry = string | number;

/** Entries in groups, those of one group in order. Layered as tables are. */
export interface Groups<Group, E extends Entry> {
  add(group: Group, entry: E): void;
  /** All entries of a group, or only those that come after one. */
  after(group: Group, entry?: E): readonly E[];
  commit(): void;
}

export const groups = <Group, E extends Entry>(below?: Groups<Group, E>): Groups<Group, E> => {
  const own = new Map<Group, E[]>();
  return {
    add: (group, entry) => {
      const entries = own.get(group);
      if (entries === undefined) own.set(group, [entry]);
      else entries.splice(placeAfter(entries, entry), 0, entry);
    },

    after: (group, entry) => {
      const entries = own.get(group) ?? [];
      const mine = entries.slice(entry === undefined ? 0 : placeAfter(entries, entry));
      const theirs = below?.after(group, entry) ?? [];
      return mine.length === 0 ? theirs : [...theirs, ...mine].toSorted(ascending);
    },

    commit: () => {
      for (const [group, entries] of own) for (const entry of entries) below?.add(group, entry);
    },
  };
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
