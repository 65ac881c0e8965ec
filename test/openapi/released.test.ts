import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { breaks } from './redocly.ts';
import { releasedAt } from './released.ts';
import { described } from './served.ts';

const released: object = JSON.parse(readFileSync(releasedAt, 'utf8'));

/** The same with something else at one place; with nothing there where that is undefined. */
const changed = (
  value: object,
  [step = '', ...rest]: readonly string[],
  change: (at: unknown) => unknown,
): object =>
  Object.fromEntries(
    Object.entries(value).flatMap(([key, at]: [string, unknown]) => {
      if (key !== step) return [[key, at]];
      const next =
        rest.length > 0 && typeof at === 'object' && at !== null
          ? changed(at, rest, change)
          : change(at);
      return next === undefined ? [] : [[key, next]];
    }),
  );

const only = (paths: unknown, names: readonly string[]) =>
  Object.fromEntries(Object.entries(paths ?? {}).filter(([name]) => names.includes(name)));

const gone = () => undefined;
const withKey = (required: unknown) => [...(Array.isArray(required) ? required : []), 'key'];

const schemas = ['components', 'schemas'];
const responses = ['paths', '/v1/tokens', 'post', 'responses'];

const planted = [
  {
    path: [...schemas, 'TokenByKey', 'required'],
    change: withKey,
    found: 'required-properties-added',
  },
  { path: [...schemas, 'Token', 'properties', 'scope'], change: gone, found: 'property-removed' },
  { path: [...responses, '413'], change: gone, found: 'response-removed' },
  { path: ['paths', '/openapi.json', 'get'], change: gone, found: 'operation-removed' },
  { path: ['paths', '/healthz'], change: gone, found: 'path-removed' },
];

describe('what changed since the last release', () => {
  it('breaks no client', async () => {
    expect(await breaks(released, await described())).toEqual([]);
  });

  it('would be found if it did', async () => {
    const few = changed(released, ['paths'], (paths) =>
      only(paths, ['/healthz', '/openapi.json', '/v1/tokens']),
    );
    const broken = planted.reduce(
      (document, { path, change }) => changed(document, path, change),
      few,
    );
    const found = await breaks(few, broken);
    const rules = new Set(found.map((line) => line.split(' ')[0]));
    expect(rules).toEqual(new Set(planted.map((one) => one.found)));
  });
});
