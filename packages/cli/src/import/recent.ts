/** What was met last, up to so many: the rest can be looked for again. */
export const recent = <Key, Value>(most: number) => {
  const values = new Map<Key, Value>();
  return {
    get: (key: Key): Value | undefined => {
      const value = values.get(key);
      if (value !== undefined) {
        values.delete(key);
        values.set(key, value);
      }
      return value;
    },
    set: (key: Key, value: Value): void => {
      values.delete(key);
      values.set(key, value);
      if (values.size <= most) return;
      const [oldest] = values.keys();
      if (oldest !== undefined) values.delete(oldest);
    },
  };
};
