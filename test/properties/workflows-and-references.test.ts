import { DefaultWorkflow, ExternalReference } from '@tenantry/domain';
import {
  accepts,
  defaultWorkflows,
  externalReferences,
  faultyMetadata,
  idempotentParse,
  metadata,
  parserOf,
  reportsEveryFault,
} from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('a default workflow', () => {
  const parse = parserOf(DefaultWorkflow);

  it('is taken with its texts trimmed; its phase is OTHER where none is said', () => {
    const isExpected = (value: DefaultWorkflow, given: object) => {
      const trimmed = Object.entries(given).map(([key, text]) => [key, String(text).trim()]);
      expect(value).toEqual({ lifecyclePhase: 'OTHER', ...Object.fromEntries(trimmed) });
      return true;
    };
    fc.assert(accepts(parse, defaultWorkflows(), isExpected));
    fc.assert(idempotentParse(parse, defaultWorkflows(), (value) => value));
  });
});

describe('an external reference', () => {
  const parse = parserOf(ExternalReference);

  it('is taken; its type is CUSTOMER where none is said', () => {
    fc.assert(
      accepts(parse, externalReferences(), (value, given) => {
        expect(value.name).toBe(given.name.trim());
        expect(value.value).toBe(given.value.trim());
        expect(value.description).toBe(given.description?.trim());
        expect(value.type).toBe(given.type ?? 'CUSTOMER');
        expect('metadata' in value).toBe('metadata' in given);
        return true;
      }),
    );
    fc.assert(idempotentParse(parse, externalReferences(), (value) => value));
  });

  it('has a description of 1,024 code points at most', () => {
    const described = (length: number) =>
      parse({ name: 'n', value: 'v', description: '\u{1f600}'.repeat(length) }).ok;
    expect([0, 1, 1024, 1025].map(described)).toEqual([true, true, true, false]);
  });
});

describe('metadata', () => {
  const parse = parserOf(ExternalReference);
  const given = (metadata: unknown) => parse({ name: 'n', value: 'v', metadata });

  it('keeps every pair under its key, whatever the key', () => {
    fc.assert(
      fc.property(metadata(), (pairs) => {
        const before = Reflect.ownKeys(Object.prototype);
        const parsed = given(pairs);
        const kept = parsed.ok ? Object.entries(parsed.value.metadata ?? {}) : undefined;
        expect(kept).toEqual(Object.entries(pairs).map(([key, text]) => [key, text.trim()]));
        expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '10', 'a.b'])(
    'takes %s for a key like any other',
    (key) => {
      const parsed = given(JSON.parse(`{${JSON.stringify(key)}:"text"}`));
      expect(parsed.ok && Object.entries(parsed.value.metadata ?? {})).toEqual([[key, 'text']]);
    },
  );

  it('is refused with every fault at its place', () => {
    const faulty = faultyMetadata().map(({ input, faults }) => ({
      input: { name: 'n', value: 'v', metadata: input },
      faults: faults.map(({ path, code }) => ({ path: ['metadata', ...path], code })),
    }));
    fc.assert(reportsEveryFault(parse, faulty), { numRuns: 300 });
  });

  it('loses no pair whose key becomes another one by trimming', () => {
    expect(given({ 'key ': 'lost', key: 'kept' })).toMatchObject({
      ok: false,
      error: [{ path: ['metadata', 'key'], code: 'duplicate' }],
    });
  });

  it('holds 50 pairs and not one more', () => {
    const pairs = (length: number) =>
      Object.fromEntries(Array.from({ length }, (_, at) => [`k${at}`, 'v']));
    expect(given(pairs(50)).ok).toBe(true);
    expect(given(pairs(51))).toMatchObject({ error: [{ path: ['metadata'], code: 'tooMany' }] });
  });
});
