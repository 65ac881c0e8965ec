import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** What a program of its own writes to its standard error by way of the log. */
const logged = (call: string): unknown => {
  const program = `
    import { factsOfFault } from '@tenantry/http';
    import { jsonLog } from './src/log.ts';
    const telemetry = jsonLog('info', factsOfFault);
    ${call}
  `;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { NODE_NO_WARNINGS: '1' },
    encoding: 'utf8',
  });
  return JSON.parse(stderr);
};

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
});
