import { describe, expect, it } from 'vitest';
import { restoreApiKey } from '../restore.ts';
import { datedKey, isKeyOver, keyView } from './key-view.ts';

const now = new Date('2026-01-01T00:00:00Z');
const before = new Date(now.getTime() - 1);
const after = new Date(now.getTime() + 1);
const id = '018f0000-0000-7000-8000-000000000001';

describe('a key', () => {
  it.each([
    [{}, false],
    [{ expiresAt: after }, false],
    [{ expiresAt: now }, true],
    [{ expiresAt: before }, true],
    [{ revokedAt: after }, true],
    [{ revokedAt: before, expiresAt: after }, true],
  ])('with %j is over: %s', (ends, isOver) => {
    expect(isKeyOver(ends, now)).toBe(isOver);
  });

  it('is shown without what it could be recognised by, and has its dates again', () => {
    const plain = {
      id,
      lineage: id,
      accountId: id,
      hash: 'a hash',
      power: 'read',
      createdAt: before,
    };
    const never = { expiresAt: null, revokedAt: null, lastUsedAt: null };
    const shown = { id, accountId: id, power: 'read', createdAt: before };
    const view = keyView(restoreApiKey({ ...plain, ...never }), now);
    expect(view).toStrictEqual({ ...shown, isLive: true });
    expect(datedKey(JSON.parse(JSON.stringify(view)))).toStrictEqual(view);
    const dates = { expiresAt: after, revokedAt: before, lastUsedAt: now };
    const ended = keyView(restoreApiKey({ ...plain, ...dates }), now);
    expect(ended).toStrictEqual({ ...shown, ...dates, isLive: false });
    expect(datedKey(JSON.parse(JSON.stringify(ended)))).toStrictEqual(ended);
  });
});
