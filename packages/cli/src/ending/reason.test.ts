import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { reasonOf } from './reason.ts';

describe('the reason of a fault', () => {
  it('is one line, down the causes', () => {
    const fault = new Error('first\nsecond', {
      cause: new TypeError('below', { cause: 'lowest' }),
    });
    expect(reasonOf(fault)).toBe('first: below: lowest');
    expect(reasonOf('thrown')).toBe('thrown');
  });

  it('says nothing twice that stands beside itself', () => {
    const below = new Error('away', { cause: new Error('refused') });
    expect(reasonOf(new Error('away', { cause: below }))).toBe('away: refused');
    expect(reasonOf(new Error('away: refused', { cause: new Error('refused') }))).toBe(
      'away: refused',
    );
  });

  it('is the first of several that have no message of their own', () => {
    const several = new AggregateError([new Error('refused ::1'), new Error('refused 127.0.0.1')]);
    expect(reasonOf(new Error('away', { cause: several }))).toBe('away: refused ::1');
  });

  it('does not quote what could not be parsed', () => {
    expect(reasonOf(new Error('file', { cause: new SyntaxError('hunter2') }))).toBe(
      'file: a text that cannot be parsed',
    );
    for (const text of ['hunter2', '', '{"a', '{a}', '["\u0001hunter2"]', '{"a" hunter2}'])
      expect(reasonOf(faultOf(() => JSON.parse(text)))).toBe('no JSON');
  });

  it('tells a module that cannot be loaded', async () => {
    const needing = "import { never } from 'node:path'";
    for (const [source, why] of [
      [needing, /^this installation is broken: The requested module 'node:path' does not /],
      ['let x = ;', /^this installation is broken: Unexpected token/],
    ] as const)
      expect(await run(source)).toMatch(why);
  });
});

const faultOf = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (fault) {
    return fault;
  }
};

/** How Node.js itself tells it: a test runner has its own ways with modules. */
const run = async (source: string): Promise<string> => {
  const module = JSON.stringify(`data:text/javascript,${encodeURIComponent(source)}`);
  const main = `import(${module}).catch((fault) => console.log(reasonOf(fault)))`;
  const ours = new URL('reason.ts', import.meta.url).href;
  const program = `import { reasonOf } from ${JSON.stringify(ours)}; ${main}`;
  const started = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  return (await started).stdout;
};
