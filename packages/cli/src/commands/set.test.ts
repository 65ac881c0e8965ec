import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { initialised, tenantry } from '../in-process.test.kit.ts';

describe('customer set', () => {
  it('corrects what is said, and leaves the rest as it is', async () => {
    const here = await initialised(onTestFinished);
    const command = `{"name": "First", "users": [{"name": "Jane", "email": "jane@example.com"}],
      "workflows": [{"workflowDefinitionId": "w1", "workflowName": "One"}],
      "configurations": {"portal": {"ratio": 1.0}}, "references": [{"name": "CRM", "value": "C-1"}]}`;
    const made = await tenantry(here, ['customer', 'create', '--file', '-', '--json'], command);
    const { number, ...before } = JSON.parse(made.out);
    const set = async (words: readonly string[], input = '') => {
      const ended = await tenantry(here, ['customer', 'set', `${number}`, ...words], input);
      expect(ended).toMatchObject({ code: 0, said: '' });
      return ended.out;
    };
    const renamed = JSON.parse(await set(['--name', 'Second', '--expect-version', '1', '--json']));
    expect({ ...renamed, updatedAt: before.updatedAt }).toEqual({
      ...before,
      number,
      name: 'Second',
      version: 2,
    });
    const lists = ['--workflow', 'w2=Two', '--reference', 'CRM=C=2', '--reference', 'Billing=B'];
    const listed = JSON.parse(await set([...lists, '--json']));
    expect(listed.workflows).toMatchObject([{ workflowDefinitionId: 'w2', workflowName: 'Two' }]);
    expect(listed.references).toMatchObject([
      { name: 'CRM', value: 'C=2' },
      { name: 'Billing', value: 'B' },
    ]);
    const bare = JSON.parse(await set(['--no-workflows', '--no-references', '--json']));
    expect(bare).toMatchObject({ workflows: [], references: [], users: [{ name: 'Jane' }] });

    const patch = '{"kind": "customer", "configurationsPatch": {"more": {"n": 1e400}}}';
    const out = await set(['--file', '-', '--name', 'Third', '--json'], patch);
    expect(out).toContain('"configurations":{"portal":{"ratio":1.0},"more":{"n":1e400}}');
    writeFileSync(join(here.folder, 'all.json'), '{"other": {"z": 1.50}}');
    const replaced = await set(['--configurations', 'all.json', '--json']);
    expect(replaced).toContain('"configurations":{"other":{"z":1.50}}');
    expect(JSON.parse(replaced).name).toBe('Third');
  });

  it('is refused with every fault, a version that is gone, and what cannot be meant', async () => {
    const here = await initialised(onTestFinished);
    await tenantry(here, ['customer', 'create', '--name', 'First']);
    const set = (...words: string[]) => tenantry(here, ['customer', 'set', '2', ...words]);
    expect((await set('--name', 'Second', '--expect-version', '9')).code).toBe(6);
    expect(await set()).toMatchObject({ code: 2, out: '' });
    expect((await set('--workflow', 'w1')).code).toBe(2);
    expect((await set('--workflow', 'w1=One', '--no-workflows')).code).toBe(2);
    expect((await set('--file', '-', '--configurations', '-')).code).toBe(2);
    const absent = ['customer', 'set', '404', '--file', '-'];
    const faulty = await tenantry(here, absent, '{"name": "", "name": "", "users": []}');
    expect(faulty).toMatchObject({ code: 7, out: '' });
    expect(faulty.said.split('\n')).toHaveLength(4);
    expect((await tenantry(here, absent, '{"name": "Sound"}')).code).toBe(5);
    expect((await tenantry(here, ['customer', 'show', '2', '--json'])).out).toContain('"First"');
  });

  it('is done once under one idempotency key', async () => {
    const here = await initialised(onTestFinished);
    await tenantry(here, ['customer', 'create', '--name', 'First']);
    const words = ['customer', 'set', '2', '--name', 'Second', '--idempotency-key', 'k', '--json'];
    const { replayed, ...again } = JSON.parse((await tenantry(here, [...words])).out);
    expect(replayed).toBeUndefined();
    expect(JSON.parse((await tenantry(here, words)).out)).toEqual({ ...again, replayed: true });
  });
});

describe('account invite and set', () => {
  it('opens an account whose user is invited, and corrects it', async () => {
    const here = await initialised(onTestFinished);
    const words = ['account', 'invite', '--email', 'new@example.com', '--phone', '+49 30 123456'];
    const invited = await tenantry(here, [...words, '--company', 'New Ltd', '--json']);
    expect(invited).toMatchObject({ code: 0, said: '' });
    expect(JSON.parse(invited.out)).toMatchObject({
      name: 'New Ltd',
      companyName: 'New Ltd',
      user: { email: 'new@example.com', status: 'invited' },
    });
    const owed = await tenantry(here, ['mail', 'list', '--json']);
    expect(JSON.parse(owed.out)).toMatchObject({ kind: 'invitation', state: 'due' });
    const correct = ['--name', 'Newer', '--no-phone', '--may-have-sub-accounts', '--json'];
    const set = await tenantry(here, ['account', 'set', '2', ...correct]);
    const shown = JSON.parse(set.out);
    expect(shown).toMatchObject({ name: 'Newer', mayHaveSubAccounts: true, version: 2 });
    expect(shown).not.toHaveProperty('mobilePhone');
    const back = ['account', 'set', '2', '--no-may-have-sub-accounts', '--no-company', '--json'];
    expect(JSON.parse((await tenantry(here, back)).out).mayHaveSubAccounts).toBe(false);
  });

  it('is refused where nothing is said, or both a thing and its contrary', async () => {
    const here = await initialised(onTestFinished);
    const set = (...words: string[]) => tenantry(here, ['account', 'set', '404', ...words]);
    expect(await set()).toMatchObject({ code: 2, out: '' });
    expect(await set('--company', 'A', '--no-company')).toMatchObject({
      code: 2,
      said: 'tenantry: --company cannot be used with --no-company\n',
    });
    expect((await set('--no-company', '--company', 'A')).code).toBe(2);
    expect((await set('--may-have-sub-accounts', '--no-may-have-sub-accounts')).code).toBe(2);
    expect((await set('--expect-version', 'one', '--name', 'A')).code).toBe(2);
    expect((await set('--name', '', '--time-zone', 'Mars')).said.split('\n')).toHaveLength(3);
    expect((await set('--name', 'A')).code).toBe(5);
    expect((await tenantry(here, ['account', 'invite', '--company', 'A'])).code).toBe(2);
  });
});
