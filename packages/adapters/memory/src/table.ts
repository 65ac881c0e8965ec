/**
 * Rows by key, in layers: the lowest holds what is committed, one above it what a unit has written
 * so far. A layer shows its own rows and, where it has none, those of the layer below; nothing
 * below is touched until `commit`.
 */
export interface Table<Key, Row> {
  get(key: Key): Row | undefined;
  entries(): Iterable<readonly [Key, Row]>;
  set(key: Key, row: Row): void;
  delete(key: Key): void;
  /** Moves what this layer holds into the one below. */
  commit(): void;
}

export const table = <Key, Row>(below?: Table<Key, Row>): Table<Key, Row> => {
  const own = new Map<Key, Row>();
  const gone = new Set<Key>();
  return {
    get: (key) => own.get(key) ?? (gone.has(key) ? undefined : below?.get(key)),

    *entries() {
      for (const entry of below?.entries() ?? [])
        if (!own.has(entry[0]) && !gone.has(entry[0])) yield entry;
      yield* own;
    },

    set: (key, row) => {
      gone.delete(key);
      own.set(key, row);
    },

    delete: (key) => {
      own.delete(key);
      if (below !== undefined) gone.add(key);
    },

    commit: () => {
      for (const key of gone) below?.delete(key);
      for (const [key, row] of own) below?.set(key, row);
    },
  };
};
