import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';
import { clientOf, codeOf, detailsOf, placesOf } from './customers-v2-client.ts';
import { type Installation, openInstallation } from './installation.ts';

let installation: Installation;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  installation = await openInstallation();
  client = clientOf(installation);
});

/** Every part of it is right; each test spoils some. */
const whole = () => ({
  customer: { name: 'Example' },
  defaultWorkflows: [
    {
      workflowDefinitionId: 'w',
      workflowName: 'W',
      workflowDisplayName: 'The W',
      workflowDefinitionVersion: '0',
      lifecyclePhase: 'OTHER',
      monitoringType: 'AML',
    },
  ],
  initialUsers: [{ name: 'Jane', email: 'jane@example.com', roles: [1] }],
  additionalConfigurations: { portal: { colour: 'red' } },
  externalReferences: [
    { name: 'r', value: '1', description: 'd', type: 'OTHER', metadata: { key: 'value' } },
  ],
});

const objects: readonly unknown[] = [{}, { toString: 1 }, { length: 1 }];
const arrays: readonly unknown[] = [[], ['x'], [[]]];
const scalars: readonly unknown[] = [1, 1.5, true, false, null];
const noText = [...scalars, ...arrays, ...objects];
const noList = [...scalars, ...objects, 'x', '__proto__'];
const noObject = [...scalars, ...arrays, 'x', '__proto__'];
const noRole = ['1', '__proto__', 1.5, 0, -1, 2 ** 53, 99, true, null, ...arrays, ...objects];
const noChoice = [...noText, '', 'other', 'Other ', '__proto__', 'constructor'];

/** Every field of the request, and what it cannot be. */
const fields: ReadonlyMap<string, readonly unknown[]> = new Map([
  ['customer.name', [...noText, '', '  ', 'x'.repeat(256), 'a\u0000b', 'a\u0007b', '\ud800']],
  ['defaultWorkflows[0].workflowDefinitionId', [...noText, '', 'x'.repeat(256)]],
  ['defaultWorkflows[0].workflowName', [...noText, '', 'x'.repeat(256)]],
  ['defaultWorkflows[0].workflowDisplayName', [...noText, '', 'x'.repeat(256)]],
  ['defaultWorkflows[0].workflowDefinitionVersion', [...noText, '', 'x'.repeat(256)]],
  ['defaultWorkflows[0].lifecyclePhase', noChoice],
  ['defaultWorkflows[0].monitoringType', [...noChoice, 'OTHER']],
  ['initialUsers[0].name', [...noText, '', 'x'.repeat(256), 'a\u0085b']],
  ['initialUsers[0].email', [...noText, '', 'x', '@', 'a@b', 'a b@c.example', 'a@b.c,d@e.f']],
  ['initialUsers[0].roles[0]', noRole],
  ['additionalConfigurations.portal', noObject],
  ['externalReferences[0].name', [...noText, '', 'x'.repeat(256)]],
  ['externalReferences[0].value', [...noText, '', 'x'.repeat(256)]],
  ['externalReferences[0].description', [...noText, 'x'.repeat(1025)]],
  ['externalReferences[0].type', noChoice],
  ['externalReferences[0].metadata.key', [...noText, '', 'x'.repeat(256)]],
]);

/** What holds other fields, and what it cannot be. */
const containers: ReadonlyMap<string, readonly unknown[]> = new Map([
  ['customer', noObject],
  ['defaultWorkflows', noList],
  ['defaultWorkflows[0]', noObject],
  ['initialUsers', noList],
  ['initialUsers[0]', noObject],
  ['initialUsers[0].roles', noList],
  ['additionalConfigurations', noObject],
  ['externalReferences', noList],
  ['externalReferences[0]', noObject],
  ['externalReferences[0].metadata', noObject],
]);

describe('a field that is wrong', () => {
  it.each([...fields, ...containers])(
    '%s is named, whatever stands there',
    async (place, wrongs) => {
      for (const wrong of wrongs) {
        const answer = await client.create(spoilt([[place, wrong]]));
        expect(codeOf(answer), JSON.stringify(wrong)).toBe('400 API-0400');
        expect(answer.body['errorMsg']).toBe('Multiple Errors: See Issues list');
        expect(new Set(placesOf(answer)), JSON.stringify(wrong)).toEqual(new Set([place]));
      }
    },
  );

  it('is named beside all others, in one answer, and nothing is made', async () => {
    const before = await installation.footprint();
    const faults = fc
      .subarray([...fields], { minLength: 1 })
      .chain((some) =>
        fc.tuple(
          ...some.map(([place, wrongs]) =>
            fc.constantFrom(...wrongs).map((wrong): Spoil => [place, wrong]),
          ),
        ),
      );
    await fc.assert(
      fc.asyncProperty(faults, async (spoils) => {
        const answer = await client.create(spoilt(spoils));
        expect(codeOf(answer)).toBe('400 API-0400');
        expect(new Set(placesOf(answer))).toEqual(new Set(spoils.map(([place]) => place)));
      }),
      { numRuns: rounds(70) },
    );
    expect(await installation.footprint()).toEqual(before);
  });

  it.each(['customer', 'customer.name', 'initialUsers[0].email', 'externalReferences[0].value'])(
    '%s is required',
    async (place) => {
      const answer = await client.create(spoilt([[place, undefined]]));
      expect(detailsOf(answer)).toEqual([
        { issue: 'is required', issueLocation: `VALIDATE-${place}`, issueType: 'required' },
      ]);
    },
  );

  it('says each of them in words, with its kind', async () => {
    const answer = await client.create({
      customer: { name: '' },
      initialUsers: [{ name: 'J', email: 'none', roles: [1, 1, 77] }],
    });
    expect(new Set(detailsOf(answer).map(({ issueType }) => issueType))).toEqual(
      new Set(['duplicate', 'format', 'tooShort', 'unknown']),
    );
    for (const { issue } of detailsOf(answer)) expect(issue).toMatch(/^(is|must|stands) /);
  });

  it('never finds its value in the answer', async () => {
    const { text } = await client.create({
      customer: { name: 'canary\u0000' },
      initialUsers: [{ name: 'canary\u0001', email: 'canary at example' }],
      additionalConfigurations: 'canary',
    });
    expect(text).not.toContain('canary');
  });
});

describe('lists', () => {
  const user = (at: number) => ({ name: 'U', email: `u${at}@example.com` });
  const reference = (at: number) => ({ name: 'r', value: String(at) });
  const workflow = (at: number) => ({ workflowDefinitionId: `w${at}`, workflowName: 'W' });

  it.each([
    ['initialUsers', user],
    ['externalReferences', reference],
    ['defaultWorkflows', workflow],
  ] as const)('%s may have 100 entries and no more', async (field, entry) => {
    const entries = Array.from({ length: 101 }, (_, at) => entry(at));
    const customer = { name: 'Many' };
    const answer = await client.create({ customer, [field]: entries });
    expect(placesOf(answer)).toEqual([field]);
    expect((await client.create({ customer, [field]: entries.slice(1) })).status).toBe(201);
  });

  it('are not searched for faults without end', async () => {
    const answer = await client.createRaw(`{"initialUsers":[${'{},'.repeat(300_000)}{}]}`);
    expect(answer.status).toBe(400);
    expect(detailsOf(answer).length).toBeLessThanOrEqual(2000);
  });
});

describe('one mailbox twice among the users', () => {
  it.each([
    ['jane@example.com', 'JANE@Example.COM'],
    ['jane@bücher.example', 'jane@xn--bcher-kva.example'],
    ['jane@BÜCHER.example', 'jane@bücher.example'],
    [' jane@example.com', 'jane@example.com '],
  ])('is refused at both places: %s and %s', async (one, other) => {
    const before = await installation.footprint();
    const answer = await client.create({
      customer: { name: 'Twice' },
      initialUsers: [
        { name: 'A', email: one },
        { name: 'B', email: 'someone.else@example.com' },
        { name: 'C', email: other },
      ],
    });
    expect(codeOf(answer)).toBe('400 API-0400');
    expect(placesOf(answer)).toEqual(['initialUsers[0].email', 'initialUsers[2].email']);
    expect(await installation.footprint()).toEqual(before);
  });
});

describe('a body that cannot be read', () => {
  const bytes = (...parts: readonly (string | readonly number[])[]) =>
    new Uint8Array(
      parts.flatMap((part) => [...(typeof part === 'string' ? Buffer.from(part) : part)]),
    );

  it.each([
    ['nothing', ''],
    ['blanks', '  '],
    ['no JSON', '{"customer":'],
    ['a trailing comma', '{"customer":{"name":"x"},}'],
    ['two values', '{} {}'],
    ['a byte order mark', '\ufeff{"customer":{"name":"x"}}'],
    ['an array', '[{"customer":{"name":"x"}}]'],
    ['a text', '"x"'],
    ['null', 'null'],
    ['a form', 'customer=x'],
    ['a stray 0xff', bytes('{"customer":{"name":"', [0xff], '"}}')],
    ['an overlong NUL', bytes('{"customer":{"name":"', [0xc0, 0x80], '"}}')],
    ['CESU-8', bytes('{"customer":{"name":"', [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80], '"}}')],
    ['UTF-16', new Uint8Array(Buffer.from('{"customer":{"name":"x"}}', 'utf16le'))],
    ['a cut character', bytes('{"customer":{"name":"', [0xe2, 0x82], '"}}')],
  ])('is a fault of the body: %s', async (_, body) => {
    const answer = await client.createRaw(body);
    expect(codeOf(answer)).toBe('400 API-0400');
    expect(placesOf(answer)).toEqual(['body']);
  });
});

describe('a key that stands twice in one object', () => {
  it.each([
    ['{"customer":{"name":"x"},"customer":{"name":"y"}}', ['customer']],
    ['{"customer":{"name":"x","name":"y"}}', ['customer.name']],
    ['{"customer":{"name":"x","n\\u0061me":"y"}}', ['customer.name']],
    ['{"customer":{"name":"x"},"unknown":[{"a":{"b":1,"b":2}}]}', ['unknown[0].a.b']],
    ['{"name":1,"name":2}', ['customer', 'name']],
    ['{"customer":{"name":"x"},"users":1,"users":2,"parent":1,"parent":2}', ['users', 'parent']],
    [
      '{"customer":{"name":"x"},"initialUsers":[{"name":"x","email":"x","email":"y"}]}',
      ['initialUsers[0].email', 'initialUsers[0].email'],
    ],
  ])('is refused at its place: %s', async (body, places) => {
    const answer = await client.createRaw(body);
    expect(codeOf(answer)).toBe('400 API-0400');
    expect(placesOf(answer)).toEqual(places);
  });
});

describe('nesting', () => {
  const deep = (levels: number) => `${'{"a":['.repeat(levels / 2)}1${']}'.repeat(levels / 2)}`;

  it('does no harm in an unknown field 8,000 levels deep', async () => {
    const answer = await client.createRaw(`{"unknown":${deep(8000)},"customer":{"name":"Deep"}}`);
    expect(answer.status).toBe(201);
  });

  it.each(['customer', 'defaultWorkflows', 'initialUsers', 'additionalConfigurations'])(
    'is a fault like any other in %s',
    async (field) => {
      const answer = await client.createRaw(`{"customer":{"name":"x"},"${field}":${deep(8000)}}`);
      expect(answer.status).toBe(400);
    },
  );
});

type Spoil = readonly [place: string, wrong: unknown];

/** The whole request with other values at some places; undefined takes a field away. */
function spoilt(spoils: readonly Spoil[]): unknown {
  const request = whole();
  for (const [place, wrong] of spoils) {
    const steps = place.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
    const last = steps.pop() ?? '';
    const holder = steps.reduce<object>((at, step) => {
      const held: unknown = Reflect.get(at, step);
      return typeof held === 'object' && held !== null ? held : {};
    }, request);
    Reflect.set(holder, last, wrong);
  }
  return request;
}
