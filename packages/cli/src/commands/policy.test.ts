import { describe, expect, it, onTestFinished } from 'vitest';
import { initialised, linesOf, tenantry } from '../in-process.test.kit.ts';

describe('policy', () => {
  it('is shown whole, also what holds by default, for people and as JSON', async () => {
    const here = await initialised(onTestFinished);
    const shown = await tenantry(here, ['policy', 'show', '--json']);
    expect(JSON.parse(shown.out)).toMatchObject({
      passwordMinimum: 8,
      lifetimes: { invitation: 604_800 },
    });
    const { out } = await tenantry(here, ['policy', 'show']);
    const rules = linesOf(out).map((line) => line.split(/ {2,}/));
    expect(rules).toContainEqual(['lifetimes.invitation', '604800']);
    expect(rules).toContainEqual(['brand', '"Tenantry"']);
  });

  it('is changed by what standard input or a file names, and nothing else', async () => {
    const here = await initialised(onTestFinished);
    const changes = '{"lifetimes": {"invitation": 3600}, "depth": 12}';
    const set = await tenantry(here, ['policy', 'set', '-', '--json'], changes);
    expect(set).toMatchObject({ code: 0, said: '' });
    const before = JSON.parse(set.out);
    expect(before).toMatchObject({ depth: 12, lifetimes: { invitation: 3600 } });
    const back = await tenantry(here, ['policy', 'set', '-'], '{"depth": null}');
    expect(back.out).toMatch(/^depth +10$/m);
    const { out } = await tenantry(here, ['policy', 'show', '--json']);
    expect(JSON.parse(out)).toEqual({ ...before, depth: 10 });
    const events = linesOf((await tenantry(here, ['events', '--json'])).out);
    expect(events.filter((line) => JSON.parse(line).kind === 'PolicyChanged')).toHaveLength(2);
  });

  it('is tried by a dry run, and changed once under one name', async () => {
    const here = await initialised(onTestFinished);
    const set = (...words: string[]) =>
      tenantry(here, ['policy', 'set', '-', '--json', ...words], '{"depth": 12}');
    expect(JSON.parse((await set('--dry-run')).out)).toMatchObject({ depth: 12 });
    expect((await tenantry(here, ['policy', 'show'])).out).toMatch(/^depth +10$/m);
    const key = ['--idempotency-key', 'deeper'];
    const first = JSON.parse((await set(...key)).out);
    expect(JSON.parse((await set(...key)).out)).toEqual({ ...first, replayed: true });
    const events = linesOf((await tenantry(here, ['events', '--json'])).out);
    expect(events.filter((line) => JSON.parse(line).kind === 'PolicyChanged')).toHaveLength(1);
  });

  it('is not changed where anything is wrong, all of which is named', async () => {
    const here = await initialised(onTestFinished);
    const set = (text: string, ...words: string[]) =>
      tenantry(here, ['policy', 'set', '-', ...words], text);
    const faulty = await set('{"depth": 1, "brand": "", "colour": "red"}');
    expect(faulty).toMatchObject({ code: 7, out: '' });
    expect(linesOf(faulty.said)).toHaveLength(3);
    expect((await set('{"depth": 12, "depth": 13}')).said).toMatch(/^tenantry: depth .*\n$/);
    expect(await set('depth: 12')).toMatchObject({ code: 7, said: 'tenantry: file is no JSON\n' });
    expect(await set('[]')).toMatchObject({ code: 7 });
    expect(await set('{"depth": 12}', '--as', '1')).toMatchObject({ code: 4 });
    expect((await tenantry(here, ['policy', 'show'])).out).toMatch(/^depth +10$/m);
  });
});
