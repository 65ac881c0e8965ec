import { inspect } from 'node:util';
import {
  type ApiKey,
  generatedPasswordBytes,
  generatePassword,
  parseApiKey,
  parsePassword,
  type Secret,
  secret,
} from '@tenantry/domain';
import { anyTexts, apiKeys, passwords } from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const rules = { minimum: 1, personal: [], isCommon: () => false };

/** Every way in which a value ends up in a log line, a message or a body. */
const printed = (value: Secret | ApiKey): readonly string[] => [
  JSON.stringify(value),
  JSON.stringify({ nested: [value] }),
  inspect(value),
  inspect({ nested: [value] }, { depth: null, showHidden: true }),
  inspect(value, { customInspect: false, showHidden: true, getters: true, depth: null }),
  new Error('failed', { cause: value }).stack ?? '',
  inspect(new Error('failed', { cause: value })),
  JSON.stringify(Object.entries(value)),
  JSON.stringify({ ...value }),
];

const marker = 'Zq9~\u7530';

const expectHidden = (hidden: Secret | ApiKey, text: string): void => {
  for (const line of printed(hidden)) expect(line).not.toContain(text);
};

describe('a secret', () => {
  it('prints itself as [redacted], in whatever way', () => {
    const hidden = secret(marker);
    expect(String(hidden)).toBe('[redacted]');
    expect(JSON.stringify({ hidden })).toBe('{"hidden":"[redacted]"}');
    expect(inspect({ hidden })).toBe('{ hidden: [redacted] }');
    expectHidden(hidden, marker);
  });

  it('cannot be changed or opened by whoever gets hold of it', () => {
    const hidden = secret(marker);
    expect(Object.isFrozen(hidden)).toBe(true);
    expect(Object.values(hidden).every((value) => typeof value === 'function')).toBe(true);
  });

  it('gives its text to who asks for it, unchanged', () => {
    fc.assert(
      fc.property(anyTexts(), (text) => {
        expect(secret(text).reveal()).toBe(text);
      }),
    );
  });

  it('is every password that was taken', () => {
    fc.assert(
      fc.property(passwords({ minimum: 1 }), (given) => {
        const parsed = parsePassword(marker + given.slice(0, 1_000), rules, []);
        if (!parsed.ok) throw new Error('refused');
        expectHidden(parsed.value, marker);
      }),
    );
  });

  it('is the text of every API key, and every generated password', () => {
    fc.assert(
      fc.property(apiKeys(), (text) => {
        const key = parseApiKey(text);
        if (key === undefined) throw new Error('refused');
        // The key's id is no secret; what follows it is.
        expectHidden(key, text.slice(-38));
        expectHidden(key.text, text.slice(-38));
      }),
    );
    const bytes = { minLength: generatedPasswordBytes, maxLength: generatedPasswordBytes };
    fc.assert(
      fc.property(fc.uint8Array(bytes), (random) => {
        const generated = generatePassword(random);
        expectHidden(generated, generated.reveal());
      }),
    );
  });
});
