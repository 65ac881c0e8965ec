import { isObject } from './is-object.ts';

/** A field of whatever was given, as far as it has fields: for rules asked of raw input. */
export const fieldAt = (value: unknown, key: string): unknown =>
  isObject(value) ? Reflect.get(value, key) : undefined;
