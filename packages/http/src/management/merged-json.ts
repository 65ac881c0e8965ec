import { type JsonMember, scanJson } from '@tenantry/domain';

/**
 * A JSON merge patch (RFC 7396) on source texts: whatever the patch does not name keeps its tokens,
 * and what it brings keeps its own. Members stay in their order, new ones come last; null takes one
 * away. Both are valid JSON in which no key stands twice; they are as deep as calls may go.
 */
export const mergedJson = (target: string, patch: string): string => {
  const changes = scanJson(patch);
  if (!changes.ok || changes.rootKind !== 'object') return patch;
  const standing = scanJson(target);
  const merged = new Map(standing.ok ? standing.members.map((member) => [member.key, member]) : []);
  for (const change of changes.members) {
    if (change.kind === 'null') merged.delete(change.key);
    else merged.set(change.key, mergedMember(merged.get(change.key), change));
  }
  const members = [...merged.values()].map(({ keyText, text }) => `${keyText}:${text}`);
  return `{${members.join(',')}}`;
};

/** What is no object is replaced by one that begins empty: the patch's nulls are none of its values. */
const mergedMember = (standing: JsonMember | undefined, change: JsonMember): JsonMember =>
  change.kind === 'object'
    ? {
        ...change,
        text: mergedJson(standing?.kind === 'object' ? standing.text : '{}', change.text),
      }
    : change;
