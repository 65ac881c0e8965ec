import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Description, Explain } from '../description.ts';
import { about } from './about.ts';
import { documentOf, type Family } from './document.ts';
import { idempotencyKeyHeader } from './headers.ts';

const Thing = z.object({ name: z.string(), size: z.int().exactOptional() });
const Reason = z.object({ reason: z.string() });

/** By the length of their names, so that several outcomes have one status. */
const explain: Explain = (kind) => ({
  status: kind.startsWith('Account') ? 404 : kind === 'InProgress' ? 409 : 400 + kind.length,
  code: `E-${kind.length}`,
  detail: `${kind}.`,
  content: { 'application/json': { schema: Reason, examples: { [kind]: { reason: kind } } } },
});

const least: Description = {
  id: 'makeThing',
  summary: 'Make a thing',
  proofs: [],
  answers: { 201: { description: 'Made.' } },
  failures: [],
};

const whole: Description = {
  ...least,
  description: 'Makes it.',
  proofs: ['apiKey', 'bearer'],
  power: 'provision',
  path: z.object({ id: z.string() }),
  query: z.object({ limit: z.int().exactOptional() }),
  headers: z.object({ 'Idempotency-Key': idempotencyKeyHeader }),
  body: { 'application/json': { schema: Thing, examples: { one: { name: 'One' } } } },
  answers: {
    201: {
      description: 'Made.',
      headers: z.object({ Location: z.string() }),
      content: { 'application/json': { schema: Thing } },
    },
  },
  failures: ['AccountNotFound', 'AccountClosed'],
};

const family = (describe: Description, path = '/things'): Family => ({
  tag: { name: 'Things', description: 'All things.' },
  explain,
  schemas: { Reason, Thing },
  routes: [{ method: 'POST', path, describe, handle: async () => ({ status: 204 }) }],
});

const Shown = z.object({
  servers: z.unknown(),
  tags: z.unknown(),
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ responses: z.record(z.string(), z.unknown()) })),
  ),
  components: z.looseObject({
    schemas: z.record(z.string(), z.unknown()),
    responses: z.record(z.string(), z.looseObject({ headers: z.record(z.string(), z.unknown()) })),
    examples: z.record(z.string(), z.unknown()),
  }),
});

const shown = (...families: readonly Family[]) =>
  Shown.parse(documentOf(families, 'https://things.test/under'));

const header = (name: string) => ({ $ref: `#/components/headers/${name}` });
const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` });

describe('an operation', () => {
  it('is where its route is, with all that it takes and answers', () => {
    const { paths, servers, tags } = shown(family(whole, '/things/:id/parts'));
    expect(servers).toEqual([{ url: 'https://things.test/under' }]);
    expect(tags).toEqual([{ name: 'Things', description: 'All things.' }]);
    expect(paths['/things/{id}/parts']?.['post']).toMatchObject({
      operationId: 'makeThing',
      summary: 'Make a thing',
      description: 'Makes it.\n\nNeeds the power `provision`.',
      tags: ['Things'],
      security: [{ apiKey: [] }, { bearer: [] }],
      'x-power': 'provision',
      parameters: [
        { in: 'path', name: 'id', required: true },
        { in: 'query', name: 'limit', schema: { type: 'integer' } },
        {
          in: 'header',
          name: 'Idempotency-Key',
          description: idempotencyKeyHeader.description,
          schema: { type: 'string', pattern: '^[!#-~][!-~]{0,254}$' },
        },
      ],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: schema('Thing'),
            examples: { one: { value: { name: 'One' } } },
          },
        },
      },
      responses: {
        201: {
          description: 'Made.',
          headers: {
            'X-Request-Id': header('RequestId'),
            'Idempotent-Replayed': header('Replayed'),
            Location: { required: true },
          },
          content: { 'application/json': { schema: schema('Thing') } },
        },
      },
    });
  });

  it('that anybody may call says so, and has no more than it needs', () => {
    const operation = shown(family(least)).paths['/things']?.['post'];
    expect(operation).toMatchObject({ security: [] });
    for (const part of ['description', 'parameters', 'requestBody', 'x-power'])
      expect(operation).not.toHaveProperty(part);
    expect(operation?.responses['201']).toEqual({
      description: 'Made.',
      headers: { 'X-Request-Id': header('RequestId') },
    });
  });

  it('has what HTTP may refuse besides what is its own, one response for each status', () => {
    const kindsIn = (describe: Description, path?: string) => {
      const { examples } = shown(family(describe, path)).components;
      return Object.keys(examples).map((name) => name.slice('Things-'.length));
    };
    const always = ['Fault', 'MalformedRequest'];
    const limits = ['Overloaded', 'TooManyRequests'];
    expect(kindsIn({ ...least, probe: true })).toEqual(always);
    expect(kindsIn(least)).toEqual([...always, ...limits].toSorted());
    expect(kindsIn({ ...least, proofs: ['basic'] })).toEqual(
      [
        ...always,
        ...limits,
        'Busy',
        'NotAuthenticated',
        'PasswordMustChange',
        'TooManyTries',
        'Unavailable',
      ].toSorted(),
    );
    const own = ['AccountClosed', 'AccountNotFound'];
    const ofBody = ['BodyIncomplete', 'BodyTooLarge', 'UnsupportedMediaType'];
    const ofKey = ['IdempotencyKeyReused', 'InProgress'];
    const ofProof = ['NotAuthenticated', 'NotPermitted', 'Unavailable'];
    expect(kindsIn(whole, '/things/:id')).toEqual(
      [...always, ...limits, ...own, ...ofBody, ...ofKey, ...ofProof, 'PathNotFound'].toSorted(),
    );
  });

  it('says of a status with several outcomes what each of them is', () => {
    const { paths, components } = shown(family(whole));
    const name = 'Things-404-AccountClosed-AccountNotFound';
    expect(paths['/things']?.['post']?.responses['404']).toEqual({
      $ref: `#/components/responses/${name}`,
    });
    expect(components.responses[name]).toEqual({
      description: '- `E-13`: AccountClosed.\n- `E-15`: AccountNotFound.',
      headers: { 'X-Request-Id': header('RequestId') },
      content: {
        'application/json': {
          schema: schema('Reason'),
          examples: {
            AccountClosed: { $ref: '#/components/examples/Things-AccountClosed' },
            AccountNotFound: { $ref: '#/components/examples/Things-AccountNotFound' },
          },
        },
      },
    });
    expect(components.examples['Things-AccountClosed']).toEqual({
      value: { reason: 'AccountClosed' },
    });
    expect(components.responses['Things-409-InProgress']?.headers).toEqual({
      'X-Request-Id': header('RequestId'),
      'Retry-After': header('RetryAfter'),
    });
  });
});

describe('a document', () => {
  it('leaves replies open for more, and requests closed where they are', () => {
    const Closed = z.strictObject({ name: z.string() });
    const content = { 'application/json': { schema: Closed } };
    const answers = { 200: { description: 'As it is.', content } };
    const { components } = shown({
      ...family({ ...whole, body: content, answers }),
      schemas: { Reason, Closed },
    });
    expect(components.schemas['Closed']).toHaveProperty('additionalProperties', false);
    expect(components.schemas['Reason']).not.toHaveProperty('additionalProperties');
  });

  it('has no schema that nothing refers to, and no two of one name', () => {
    const Lone = z.object({ whole: z.object({ thing: Thing }) });
    const alone = { ...family(least), schemas: { Reason, Lone, Thing } };
    expect(Object.keys(shown(alone).components.schemas)).toEqual(['Reason']);
    const other = { ...family(least), schemas: { Thing: z.object({}) } };
    expect(() => shown(family(least), other)).toThrow('two schemas are called Thing');
  });

  it('says which version it is of', () => {
    const manifest: { readonly version?: string; readonly license?: string } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    );
    expect([about.version, about.license.identifier]).toEqual([manifest.version, manifest.license]);
  });
});
