/** What JSON may look like: an object of these keys, a list of such things, or anything at all. */
export type Shape = 'any' | { readonly list: Shape } | { readonly keys: ReadonlyMap<string, Key> };

interface Key {
  readonly isOptional: boolean;
  readonly shape: Shape;
}

/**
 * A shape as the documents write it: `{a, b?, c: {d}, e: [{f}], g: []}`. A key with a `?` may be
 * missing; `{}` is an object of any keys, `[]` a list of anything.
 */
export const shapeIn = (text: string): Shape => {
  const marks = text.match(/[{}[\]:,?]|[\w-]+/g) ?? [];
  let at = 0;
  const take = (mark: string): boolean => {
    const isNext = marks[at] === mark;
    if (isNext) at++;
    return isNext;
  };
  const shape = (): Shape => {
    if (take('[')) {
      if (take(']')) return { list: 'any' };
      const list = shape();
      if (!take(']')) throw new Error(`${text}: a list does not end`);
      return { list };
    }
    if (!take('{')) throw new Error(`${text}: ${marks[at]} is no shape`);
    const keys = new Map<string, Key>();
    while (!take('}')) {
      const name = marks[at++];
      if (name === undefined) throw new Error(`${text}: an object does not end`);
      const isOptional = take('?');
      keys.set(name, { isOptional, shape: take(':') ? shape() : 'any' });
      take(',');
    }
    return keys.size === 0 ? 'any' : { keys };
  };
  return shape();
};

/** What of a value is not as the shape has it. */
export const differences = (
  value: unknown,
  shape: Shape | undefined,
  path: readonly string[] = [],
): readonly string[] => {
  const here = path.join('.');
  if (shape === undefined) return ['nothing is told of it'];
  if (shape === 'any') return [];
  if ('list' in shape)
    return Array.isArray(value)
      ? value.flatMap((item, at) => differences(item, shape.list, [...path, `${at}`]))
      : [`${here} is no list`];
  if (typeof value !== 'object' || value === null) return [`${here} is no object`];
  const found = new Map<string, unknown>(Object.entries(value));
  return [
    ...[...found.keys()]
      .filter((key) => !shape.keys.has(key) && !(key === 'replayed' && path.length === 0))
      .map((key) => `${[...path, key].join('.')} is not told of`),
    ...[...shape.keys].flatMap(([key, { isOptional, shape: below }]) => {
      if (found.has(key)) return differences(found.get(key), below, [...path, key]);
      return isOptional ? [] : [`${[...path, key].join('.')} is missing`];
    }),
  ];
};
