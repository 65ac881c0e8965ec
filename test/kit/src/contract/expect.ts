/** Throws unless both are the same through and through; says where they are not. */
export const same = (actual: unknown, expected: unknown, what: string): void => {
  const found = differences(actual, expected, '');
  if (found.length === 0) return;
  const shown = found.slice(0, mostShown).flatMap(({ at, was, is }) => {
    const place = at === '' ? '' : `${at}: `;
    return [`  - ${place}${cut(was)}`, `  + ${place}${cut(is)}`];
  });
  const more = found.length > mostShown ? [`  ... and ${found.length - mostShown} more`] : [];
  throw new Error([`${what} (- expected, + found)`, ...shown, ...more].join('\n'));
};

export const demand = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what);
};

/** Throws unless the call throws or rejects. */
export const demandFault = async (call: () => Promise<unknown>, what: string): Promise<void> => {
  let answer: unknown;
  try {
    answer = await call();
  } catch {
    return;
  }
  throw new Error(`${what} had to throw, and answered ${show(answer)}`);
};

export const show = (value: unknown): string => {
  if (value instanceof Date) return `Date ${value.getTime()}`;
  if (value instanceof Map) return `Map ${show([...value])}`;
  return JSON.stringify(value) ?? String(value);
};

const mostShown = 12;
const longestShown = 300;

const cut = (text: string): string =>
  text.length > longestShown ? `${text.slice(0, longestShown)}...` : text;

const absent = '(absent)';

interface Difference {
  readonly at: string;
  readonly was: string;
  readonly is: string;
}

/** A key that is `undefined` differs from one that is absent, and prototypes do not count. */
function differences(actual: unknown, expected: unknown, at: string): readonly Difference[] {
  if (Object.is(actual, expected)) return [];
  const other = () => [{ at, was: show(expected), is: show(actual) }];
  if (!isObject(actual) || !isObject(expected) || kindOf(actual) !== kindOf(expected))
    return other();
  if (actual instanceof Date) return show(actual) === show(expected) ? [] : other();
  const [is, was] = [partsOf(actual), partsOf(expected)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const place = `${at}[${show(key)}]`;
    if (!is.has(key)) return [{ at: place, was: show(was.get(key)), is: absent }];
    if (!was.has(key)) return [{ at: place, was: absent, is: show(is.get(key)) }];
    return differences(is.get(key), was.get(key), place);
  });
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const kindOf = (value: object): string =>
  [Date, Map, Array].find((kind) => value instanceof kind)?.name ?? 'object';

// Not by property access: `__proto__` may be a key like any other.
const partsOf = (value: object): ReadonlyMap<unknown, unknown> => {
  if (value instanceof Map) return value;
  return new Map<unknown, unknown>(Array.isArray(value) ? value.entries() : Object.entries(value));
};
