import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyFolder, initialised, linesOf, tenantry } from './in-process.test.kit.ts';

const control = '\u001b[2J\u202e\u009b';

describe('what a person is told', () => {
  it('drives no terminal, whoever wrote it', async () => {
    const here = await initialised(onTestFinished);
    writeFileSync(join(here.folder, 'rules.json'), `{"de\\u001b[2Jpth":1,"de\\u001b[2Jpth":1}`);
    const strange = JSON.stringify({ name: 'x', [control]: 1, configurations: { [control]: [] } });
    const cases: readonly (readonly [readonly string[], string?])[] = [
      [['customer', 'create', '--file', '-'], strange],
      [['customer', 'create', '--file', '-'], `{"name":"x","\\u202e":1,"\\u202e":2}`],
      [['policy', 'set', '-'], strange],
      [['policy', 'set', 'rules.json']],
      [['import', `/no/${control}`]],
      [['tree', '--database', `sqlite:/no/${control}/a.db`]],
      [[`tr${control}ee`]],
      [['tree', `--${control}`]],
      [['tree', '1', control]],
      [['mail', 'list', '--state', control]],
    ];
    for (const [words, input] of cases) {
      const { code, said } = await tenantry(here, words, input);
      expect({ words, code }).not.toEqual({ words, code: 0 });
      expect(said.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      for (const line of linesOf(said)) expect(line).toMatch(/^tenantry: /);
    }
  });

  it('repeats no value of an option that there is none of', async () => {
    const here = { folder: emptyFolder(onTestFinished) };
    for (const words of [
      ['init', '--password=p4ssw0rd'],
      ['token', 'create', '--key=p4ssw0rd', '--json'],
      ['init', '-p4ssw0rd'],
    ]) {
      const { code, said } = await tenantry(here, words);
      expect(code).toBe(2);
      expect(said).toContain('unknown option');
      expect(said).not.toContain('4ssw0rd');
    }
  });

  it('is JSON where the option says so, and not where an operand reads like it', async () => {
    const here = await initialised(onTestFinished);
    expect((await tenantry(here, ['tree', '--', '--json'])).said).toMatch(/^tenantry: /);
    expect(JSON.parse((await tenantry(here, ['tree', '99', '--json'])).said).error.kind).toBe(
      'AccountNotFound',
    );
  });
});
