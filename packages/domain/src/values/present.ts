import { isObject } from './is-object.ts';

/**
 * A command without what is undefined in it, as if that had not been written: many programs write
 * `{ parent: undefined }` for none. Values that are no plain data are left as they are.
 */
export const present = (given: unknown, levels = deepest): unknown => {
  if (levels === 0) return given;
  if (Array.isArray(given)) return given.map((entry) => present(entry, levels - 1));
  if (!isRecord(given)) return given;
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  // fromEntries defines own properties, so any key is safe.
  return Object.fromEntries(
    entries.map(([key, value]) => [key, asTheyAre.has(key) ? value : present(value, levels - 1)]),
  );
};

/** Command, list, entry, its fields: no command goes deeper, whatever a client may send. */
const deepest = 4;

/** Their own parser sees to these. */
const asTheyAre: ReadonlySet<string> = new Set(['configurations', 'configurationsPatch']);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};
