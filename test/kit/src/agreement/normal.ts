/**
 * Answers of one store in a form that those of another have too: what a store or a run of it makes
 * (numbers, ids, addresses, positions, hashes) is called after the order in which it was first seen.
 */
export const normaliser = (): ((value: unknown) => unknown) => {
  const names = new Map<string, string>();

  const named = (kind: string, made: string): string => {
    const known = names.get(`${kind} ${made}`);
    if (known !== undefined) return known;
    const alike = [...names.keys()].filter((name) => name.startsWith(`${kind} `)).length;
    const name = `${kind} ${alike + 1}`;
    names.set(`${kind} ${made}`, name);
    return name;
  };

  const ofText = (key: string, text: string): string => {
    if (key === 'address' && text.startsWith('account-')) return named('address', text);
    const known = text.replace(/\/(invitations|password-reset)\/.*/s, '/$1/(token)');
    return known.replace(uuids, (uuid) => named('id', uuid));
  };

  const normal = (key: string, value: unknown, within: object): unknown => {
    if (hashes.has(key)) return '(hash)';
    if (key === 'number') return named('accountId' in within ? 'member' : 'account', String(value));
    // Where a page goes on: at the number of a member.
    if (key === 'next' && typeof value === 'number') return named('member', String(value));
    if (typeof value === 'string') return ofText(key, value);
    if (typeof value !== 'object' || value === null || value instanceof Date) return value;
    if (Array.isArray(value)) return value.map((part) => normal('', part, {}));
    if ('reveal' in value) return '(secret)';
    return Object.fromEntries(
      Object.entries(value)
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .filter(([name, part]: [string, unknown]) => !made.has(name) && part !== undefined)
        .map(([name, part]: [string, unknown]) => [name, normal(name, part, value)]),
    );
  };

  return (value) => normal('', value, {});
};

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

const hashes: ReadonlySet<string> = new Set(['hash', 'phraseHash']);

/**
 * A history has gaps, a fence is higher than those before and no more, and the use of a key is noted by
 * and by.
 */
const made: ReadonlySet<string> = new Set(['position', 'fence', 'lastUsedAt']);
