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
  /**
   * From now on this layer shows what stands at this moment, whatever is changed below: it takes
   * over each row that is about to change.
   */
  pin(): void;
  unpin(): void;
  /** How the layers above that are pinned take over a row. */
  readonly pins: Set<(key: Key) => void>;
}

export const table = <Key, Row>(below?: Table<Key, Row>): Table<Key, Row> => {
  const own = new Map<Key, Row>();
  const gone = new Set<Key>();
  const pins = new Set<(key: Key) => void>();

  const takeOver = (key: Key): void => {
    if (own.has(key) || gone.has(key)) return;
    const row = below?.get(key);
    if (row === undefined) gone.add(key);
    else own.set(key, row);
  };

  return {
    get: (key) => own.get(key) ?? (gone.has(key) ? undefined : below?.get(key)),

    *entries() {
      for (const entry of below?.entries() ?? [])
        if (!own.has(entry[0]) && !gone.has(entry[0])) yield entry;
      yield* own;
    },

    set: (key, row) => {
      for (const pinned of pins) pinned(key);
      gone.delete(key);
      own.set(key, row);
    },

    delete: (key) => {
      for (const pinned of pins) pinned(key);
      own.delete(key);
      if (below !== undefined) gone.add(key);
    },

    commit: () => {
      for (const key of gone) below?.delete(key);
      for (const [key, row] of own) below?.set(key, row);
    },

    pin: () => below?.pins.add(takeOver),
    unpin: () => below?.pins.delete(takeOver),
    pins,
  };
};
