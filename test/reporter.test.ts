import { execFile } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { type Files, plantFiles } from './architecture/planted-workspace.ts';
import { repository } from './architecture/sources.ts';
import { closingLine } from './reporter.ts';

const config = `
import { ClosingLineReporter } from '${repository}test/reporter.ts';
export default { test: { reporters: ['default', new ClosingLineReporter()] } };
`;

/** Runs the tests in `files`; answers the exit code and the last line of the output. */
const run = async (files: Files): Promise<{ readonly code: number; readonly last: string }> => {
  using planted = plantFiles({ 'vitest.config.js': config, ...files });
  symlinkSync(join(repository, 'node_modules'), join(planted.root, 'node_modules'));
  return await new Promise((resolve) => {
    const vitest = join(repository, 'node_modules/vitest/vitest.mjs');
    const child = execFile(
      process.execPath,
      [vitest, 'run', '--root', planted.root],
      { cwd: planted.root, timeout: 50_000 },
      (_, stdout) => {
        const last = stdout.trimEnd().split('\n').at(-1) ?? '';
        resolve({ code: child.exitCode ?? -1, last });
      },
    );
  });
};

const test = (body: string): string => `import { beforeAll, describe, it } from 'vitest';\n${body}`;

describe('the closing line', () => {
  it.each([
    ['3 passed, 0 failed', { passed: 3, failed: 0, skipped: 0 }],
    ['0 passed, 2 failed', { passed: 0, failed: 2, skipped: 0 }],
    ['3 passed, 1 failed, 4 skipped', { passed: 3, failed: 1, skipped: 4 }],
  ])('is %s', (line, counts) => {
    expect(closingLine(counts)).toBe(line);
  });

  it('ends a green run', async () => {
    const green = test("it('a', () => {}); it('b', () => {});");
    expect(await run({ 'green.test.js': green })).toEqual({ code: 0, last: '2 passed, 0 failed' });
  });

  it('counts what makes a run red', async () => {
    const { code, last } = await run({
      'mixed.test.js': test(`
        it('a', () => {});
        it('b', () => { throw new Error('b'); });
        it.skip('c', () => {});
        describe('d', () => { beforeAll(() => { throw new Error('d'); }); it('e', () => {}); });
      `),
      'unloadable.test.js': "import './nothing.js';\n",
      'uncaught.test.js': test("it('f', () => { Promise.reject(new Error('f')); });"),
    });
    expect(code).toBe(1);
    expect(last).toBe('2 passed, 4 failed, 2 skipped');
  });

  it('says that a run without tests failed', async () => {
    expect(await run({})).toEqual({ code: 1, last: '0 passed, 1 failed' });
  });
});
