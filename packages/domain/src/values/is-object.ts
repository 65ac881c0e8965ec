/** Whether a value has fields: a list too. */
export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null;

/** The same for a JSON object: a list is none. */
export const isJsonObject = (value: unknown): value is object =>
  isObject(value) && !Array.isArray(value);
