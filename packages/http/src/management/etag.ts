import {
  type Account,
  err,
  type Issue,
  issue,
  ok,
  type Result,
  type VersionStale,
} from '@tenantry/domain';

/** The version of an account, as `If-Match` has it. */
export const etagOf = ({ version }: Pick<Account, 'version'>): string => `"${version}"`;

const ifMatchHeader = 'If-Match';

/** Which versions a change may be made from: any, or those of these entity tags. */
export type Expected = 'any' | readonly string[];

/** RFC 9110, 8.8.3: a tag may hold commas, so that a list of them cannot be cut at these. */
const entityTag = /[ \t,]*((?:W\/)?"[\x21\x23-\x7e\x80-\xff]*")[ \t]*(?=,|$)/y;

/**
 * What `If-Match` says (RFC 9110, 13.1.1). Without it nobody changes an account: whoever does not say
 * what was seen may undo what somebody else has done.
 */
export const ifMatchIn = (headers: Headers): Result<Expected, Issue> => {
  const given = headers.get(ifMatchHeader);
  if (given === null) return err(issue(['header', ifMatchHeader], 'required'));
  if (given.trim() === '*') return ok('any');
  const tags: string[] = [];
  let end = 0;
  entityTag.lastIndex = 0;
  for (let found = entityTag.exec(given); found !== null; found = entityTag.exec(given)) {
    tags.push(found[1] ?? '');
    end = entityTag.lastIndex;
  }
  return tags.length > 0 && /^[ \t,]*$/.test(given.slice(end)) ? ok(tags) : err(malformed);
};

const malformed = issue(
  ['header', ifMatchHeader],
  'format',
  'must be *, or entity tags such as "3", in quotes',
);

/**
 * The version that a use case is to insist on: none where any will do. Tags are compared strongly, so
 * a weak one, or one that is no version of ours, is stale whatever the account has come to. One single
 * tag is left to the use case, which knows what a request that is made again has answered before.
 */
export const versionAmong = (
  expected: Expected,
  { version: current }: Pick<Account, 'version'>,
): Result<number | undefined, VersionStale> => {
  if (expected === 'any') return ok(undefined);
  const versions = expected.flatMap((tag) => {
    const [, digits] = /^"([1-9][0-9]{0,14})"$/.exec(tag) ?? [];
    return digits === undefined ? [] : [Number(digits)];
  });
  const version = versions.includes(current) ? current : versions[0];
  return version === undefined ? err({ kind: 'VersionStale', current }) : ok(version);
};
