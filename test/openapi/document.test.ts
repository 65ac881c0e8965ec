import type { Operation } from '@tenantry/http';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { lint } from './redocly.ts';
import { type Document, described, serveAll, textIn } from './served.ts';

let document: Document;
beforeAll(async () => {
  document = await described();
});

/** Operations that are served, and not described. */
const missing = (operations: readonly Operation[]): readonly string[] =>
  operations
    .filter(({ method, path }) => {
      const item = document.paths[path.replaceAll(/:(\w+)/g, '{$1}')];
      return item?.[method.toLowerCase()] === undefined;
    })
    .map(({ method, path }) => `${method} ${path}`);

describe('the description', () => {
  it('is OpenAPI 3.1, and nothing could be better in it', async () => {
    expect(document).toMatchObject({ openapi: '3.1.1' });
    expect(await lint(document)).toEqual([]);
  });

  it('is looked at in earnest: what is wrong is found', async () => {
    const info = { ...document.info, license: undefined };
    const planted = { ...document, info, paths: {}, components: {} };
    expect(await lint(planted)).toContainEqual(expect.stringMatching(/^info-license /));
  });

  it('has every operation that there is', async () => {
    const { operations } = await serveAll();
    expect(missing(operations)).toEqual([]);
    expect(missing([...operations, { method: 'GET', path: '/v1/planted/:id' }])).toEqual([
      'GET /v1/planted/:id',
    ]);
  });

  it('names each operation once, in lower camel case', () => {
    const names = Object.values(document.paths)
      .flatMap(Object.values)
      .map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z]+(?:[A-Z][a-z]+)*$/.test(name))).toEqual([]);
  });

  it('is the same to the byte wherever and whenever it is made', async () => {
    expect(await textIn(await serveAll())).toBe(await textIn(await serveAll()));
  });

  it('leaves the register of names that zod has to the host whose it is', () => {
    expect(z.toJSONSchema(z.globalRegistry).schemas).toEqual({});
  });
});
