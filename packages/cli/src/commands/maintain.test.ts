import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { initialised, tenantry } from '../in-process.test.kit.ts';

const nothing = { results: 0, sessions: 0, resets: 0, tries: 0, messages: 0 };

describe('maintain', () => {
  it('forgets what is over, and says of what how much', async () => {
    const here = await initialised(onTestFinished);
    const create = ['customer', 'create', '--name', 'A', '--idempotency-key', 'first'];
    expect((await tenantry(here, create)).code).toBe(0);
    expect(JSON.parse((await tenantry(here, ['maintain', '--json'])).out)).toEqual(nothing);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 3_600_000 });
    onTestFinished(() => void vi.useRealTimers());
    const { code, out, said } = await tenantry(here, ['maintain']);
    expect({ code, said }).toEqual({ code: 0, said: '' });
    expect(out).toBe('results 1, sessions 0, resets 0, tries 0, messages 0\n');
  });

  it('ends with 130 where it is interrupted', async () => {
    const here = { ...(await initialised(onTestFinished)), stopping: Promise.resolve() };
    const { code, out, said } = await tenantry(here, ['maintain']);
    expect({ code, out }).toEqual({ code: 130, out: '' });
    expect(said).toMatch(/^tenantry: interrupted: .*\n$/);
  });

  it('is for the installation as a whole', async () => {
    const here = await initialised(onTestFinished);
    expect((await tenantry(here, ['maintain', '--as', '1'])).code).toBe(4);
  });
});
