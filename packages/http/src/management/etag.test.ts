import { describe, expect, it } from 'vitest';
import { ifMatchIn, versionAmong } from './etag.ts';

const current = { version: 3 };

/** What becomes of a change of version 3: the version that is insisted on, or why there is none. */
function outcomeOf(given: string): unknown {
  const expected = ifMatchIn(new Headers({ 'If-Match': given }));
  if (!expected.ok) return expected.error.code;
  const version = versionAmong(expected.value, current);
  return version.ok ? (version.value ?? 'any') : version.error.kind;
}

describe('If-Match', () => {
  it.each<[string, unknown]>([
    ['*', 'any'],
    [' * ', 'any'],
    ['"3"', 3],
    ['"2"', 2],
    ['"2", "3"', 3],
    ['"2","3","4"', 3],
    [' ,, "3" ,', 3],
    ['"4", "2"', 4],
    ['W/"3", "3"', 3],
    ['"a,b", "3"', 3],
    ['W/"3"', 'VersionStale'],
    ['"W/3"', 'VersionStale'],
    ['""', 'VersionStale'],
    ['"03"', 'VersionStale'],
    ['"3.0"', 'VersionStale'],
    ['"+3"', 'VersionStale'],
    ['"abc"', 'VersionStale'],
    ['"é"', 'VersionStale'],
    [`"${'9'.repeat(5000)}"`, 'VersionStale'],
    ['3', 'format'],
    ['"3', 'format'],
    ['3"', 'format'],
    ['"3" "4"', 'format'],
    ['"3"; "4"', 'format'],
    ['w/"3"', 'format'],
    ['W/ "3"', 'format'],
    ['*, "3"', 'format'],
    ['"3", *', 'format'],
    [',', 'format'],
    ['', 'format'],
    ["'3'", 'format'],
    ['"a b"', 'format'],
  ])('%s', (given, expected) => {
    expect(outcomeOf(given)).toBe(expected);
  });

  it('is required', () => {
    expect(ifMatchIn(new Headers())).toMatchObject({
      error: { path: ['header', 'If-Match'], code: 'required' },
    });
  });
});
