/** A JSON object, as far as it is known. */
export type Fields = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Those of the fields that a record has; what is no record is handed on as it is. */
export const pick = (value: unknown, fields: readonly string[]): unknown =>
  isRecord(value)
    ? Object.fromEntries(
        fields.filter((field) => Object.hasOwn(value, field)).map((field) => [field, value[field]]),
      )
    : value;
