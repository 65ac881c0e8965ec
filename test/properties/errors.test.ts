import {
  type IssueCode,
  invalid,
  issue,
  messageFor,
  type Path,
  pathText,
  StoreUnavailable,
} from '@tenantry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('a path, written for people', () => {
  it.each([
    [[], ''],
    [['name'], 'name'],
    [['users', 0, 'email'], 'users[0].email'],
    [['users', 12, 'roles', 3], 'users[12].roles[3]'],
    [['configurations', '__proto__', 'a'], 'configurations.__proto__.a'],
    [[0], '[0]'],
  ] satisfies (readonly [Path, string])[])('%j: %s', (path, text) => {
    expect(pathText(path)).toBe(text);
  });

  it('tells paths of names and indexes apart', () => {
    const steps = fc.array(
      fc.oneof(fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,8}$/), fc.nat({ max: 200 })),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(steps, (path) => {
        const read = [...pathText(path).matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name]) =>
          index === undefined ? name : Number(index),
        );
        expect(read).toEqual(path);
      }),
    );
  });
});

describe('an issue', () => {
  const codes: readonly IssueCode[] = ['required', 'type', 'common', 'exceedsPower'];

  it('has words for its code, unless it brings its own', () => {
    for (const code of codes) {
      expect(issue(['a'], code)).toEqual({ path: ['a'], code, message: messageFor(code) });
      expect(issue([], code, 'words').message).toBe('words');
      expect(messageFor(code)).toMatch(/^[a-z]/);
    }
    expect(invalid([issue([], 'type')])).toMatchObject({
      kind: 'Invalid',
      issues: [{ code: 'type' }],
    });
  });
});

it('a store that is away is called so wherever the fault is written down', () => {
  expect(String(new StoreUnavailable('out of reach'))).toBe('StoreUnavailable: out of reach');
});
