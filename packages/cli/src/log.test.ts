import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** Runs a program of its own that has a log. */
const logging = (call: string, stderr: 'pipe' | number) => {
  const program = `
    import { factsOfFault } from '@tenantry/http';
    import { jsonLog } from './src/log.ts';
    const telemetry = jsonLog('info', factsOfFault);
    ${call}
  `;
  return spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', stderr],
    encoding: 'utf8',
    timeout: 30_000,
  });
};

/** What such a program writes to its standard error. */
const logged = (call: string): unknown => JSON.parse(logging(call, 'pipe').stderr);

describe('the log', () => {
  it('has the facts as they are', () => {
    const line = logged(`
      telemetry.log('debug', 'not asked for');
      telemetry.log('warn', 'said', { delivery: 'x' });
    `);
    expect(line).toEqual({ level: 40, time: expect.any(Number), delivery: 'x', msg: 'said' });
  });

  it('says what was thrown, down the causes, without what drivers hang on it', () => {
    const line = logged(`
      const driver = Object.assign(new RangeError('inner'), { parameters: ['canary'] });
      const fault = new Error('outer', { cause: driver });
      telemetry.log('error', 'failed', { delivery: 'x', fault });
    `);
    expect(line).toEqual({
      level: 50,
      time: expect.any(Number),
      delivery: 'x',
      errors: ['Error: outer', 'RangeError: inner'],
      stack: expect.stringContaining('at '),
      msg: 'failed',
    });
  });

  it('hinders nobody where it cannot be written', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stdout } = logging(
      `
        for (const line of ['one', 'two', 'three']) telemetry.log('info', line);
        process.stdout.write('served');
      `,
      full,
    );
    closeSync(full);
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'served' });
  });
});
