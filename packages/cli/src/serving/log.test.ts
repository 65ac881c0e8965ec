import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { jsonLog } from './log.ts';

/** Runs a program of its own that has a log. */
const logging = (call: string, stderr: 'pipe' | number) => {
  const program = `
    import { factsOfFault } from '@tenantry/http';
    import { jsonLog } from './src/serving/log.ts';
    const telemetry = jsonLog('info', factsOfFault);
    ${call}
  `;
  return spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', stderr],
    encoding: 'utf8',
    timeout: 30_000,
  });
};

/** What such a program writes to its standard error. */
const logged = (call: string): unknown => JSON.parse(logging(call, 'pipe').stderr);

/** A stream that nobody reads until it is told so. */
const unread = () => {
  const taken: string[] = [];
  const stream = {
    writable: true,
    writableLength: 0,
    write: (line: string) => {
      stream.writableLength += line.length;
      taken.push(line);
    },
    on: () => undefined,
  };
  return { stream, taken };
};

const lines = (taken: readonly string[]): readonly object[] =>
  taken.map((line) => JSON.parse(line));

describe('a log that nobody reads', () => {
  it('keeps so much and no more, and says what is lost when it is read again', () => {
    const { stream, taken } = unread();
    const { log } = jsonLog('info', () => ({}), stream);
    const text = 'x'.repeat(100_000);
    for (let count = 0; count < 1000; count++) log('info', text);
    expect(taken).toHaveLength(11);
    stream.writableLength = 0;
    log('info', 'read again');
    log('info', 'and again');
    expect(lines(taken.slice(11))).toMatchObject([
      { level: 40, msg: 'lines of this log are lost', lines: 989 },
      { msg: 'read again' },
      { msg: 'and again' },
    ]);
  });

  it('is waited for a moment at the end, and given up after that', async () => {
    const { stream } = unread();
    const { log, end } = jsonLog('info', () => ({}), stream);
    expect(await end()).toBe(true);
    log('info', 'last words');
    expect(await end()).toBe(false);
    const ending = end();
    stream.writableLength = 0;
    expect(await ending).toBe(true);
  });

  it('is written no more once it is closed', async () => {
    const { stream, taken } = unread();
    const { log, end } = jsonLog('info', () => ({}), stream);
    stream.writable = false;
    log('info', 'to nobody');
    expect(taken).toEqual([]);
    expect(await end()).toBe(true);
  });
});

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
