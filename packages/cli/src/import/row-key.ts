import { createHash } from 'node:crypto';
import { canonicalJson, type JsonScan } from '@tenantry/domain';

/** JSON in which nothing is wrong. */
export type JsonDocument = Extract<JsonScan, { ok: true }>;

/** What an import says of each attempt: how long the store knows what it made under a row's key. */
export const keptSeconds = 400 * 86_400;

/** The name under which a row is made once; of one length, whatever the key is. */
export const attemptOf = (key: string): string => `import:${digestOf(key)}`;

/** Secrets are no part of a key that is shown: it would be an oracle for them. */
const apart: ReadonlySet<string> = new Set([
  'key',
  'password',
  'passwordConfirmation',
  'verificationPhrase',
]);

/** Deeper than any row that is taken; to write one anew takes a step for each level. */
const deepest = 100;

/** What a row says, whichever way that is written, without its key and its secrets. */
export const saidBy = (
  kind: string | undefined,
  text: string,
  { members, depth }: JsonDocument,
): string => {
  const said = members
    .filter(({ key }) => key !== 'kind' && !apart.has(key))
    .map((member) => `${member.keyText}:${member.text}`);
  const canonical = depth > deepest ? text : canonicalJson(`{${said.join(',')}}`);
  return `${kind ?? ''}\n${canonical}`;
};

/** So many marks are remembered: a set or map of more than 2^24 is a fault. */
export const mostMarks = 16_000_000;

/**
 * Keys for rows that have none: what a row says, and how many that say the same stood before it.
 * Remembers 52 bits for each; undefined for one that says what none before it did once there are
 * `most` of them.
 */
export const rowKeys = (most = mostMarks) => {
  const counts = new Map<number, number>();
  return (said: string): string | undefined => {
    const mark = markOf(said);
    const before = counts.get(mark) ?? 0;
    if (before === 0 && counts.size >= most) return undefined;
    counts.set(mark, before + 1);
    return digestOf(`${said}\n${before}`);
  };
};

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** A text as a whole number of 52 bits: two that share one are not to be met by chance. */
export const markOf = (text: string): number =>
  Number.parseInt(createHash('sha256').update(text).digest('hex').slice(0, 13), 16);
