/** A field of whatever was given, as far as it has fields: for rules asked of raw input. */
export const fieldAt = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
