/** Changes whatever can be changed of a value, all the way down; what is frozen stays. */
export const deface = (value: unknown): void => {
  if (typeof value !== 'object' || value === null) return;
  if (value instanceof Date) value.setTime(1);
  if (value instanceof Map) value.clear();
  for (const [key, part] of Object.entries(value)) {
    deface(part);
    Reflect.set(value, key, 'defaced');
    Reflect.deleteProperty(value, key);
  }
  if (Array.isArray(value)) Reflect.set(value, 'length', 0);
};
