import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { unparsed } from '../said/unparsed.ts';
import { processSurroundings } from './surroundings.ts';

/** A process of which each stream is a terminal or is not. */
const processAt = (input: boolean, errors: boolean) => {
  const stream = (isTTY: boolean) => Object.assign(new PassThrough(), { isTTY });
  const parts = { stdin: stream(input), stdout: stream(false), stderr: stream(errors), env: {} };
  return { ...parts, surroundings: processSurroundings(unparsed<NodeJS.Process>(parts)) };
};

describe('asking', () => {
  it('is done where questions are seen and answers are typed, and nowhere else', () => {
    expect(processAt(true, true).surroundings.ask).toBeDefined();
    expect(processAt(true, false).surroundings.ask).toBeUndefined();
    expect(processAt(false, true).surroundings.ask).toBeUndefined();
  });

  it.each([
    ['yes\n', 'yes'],
    ['yes\r\nmore\n', 'yes'],
    ['no\u007f\u007fyes\n', 'yes'],
    ['yes', 'yes'],
    ['é東\n', 'é東'],
    ['\n', ''],
  ])('takes the first line of %j, shown or not', async (typed, answer) => {
    const seen = await typedInto(typed, 'ask');
    expect(await seen.asked).toBe(answer);
    expect(seen.shown()).toContain('Sure? ');
    const unseen = await typedInto(typed, 'askSecret');
    expect(await unseen.asked).toBe(answer);
    expect(unseen.shown()).toBe('Sure? \n');
  });

  it.each(['ask', 'askSecret'] as const)('ends what nobody answers: %s', async (way) => {
    for (const [typed, code] of [
      ['', 3],
      ['\u0004', 3],
      ['half\u0003', 130],
    ] as const)
      await expect((await typedInto(typed, way)).asked).rejects.toMatchObject({ code });
    const { asked } = await typedInto(Buffer.from([0xff, 0x0a]), way);
    await expect(asked).rejects.toThrow('what was typed is not UTF-8');
  });

  it('asks again and again, and leaves the terminal as it was', async () => {
    const { stdin, surroundings } = processAt(true, true);
    const modes: boolean[] = [];
    Object.assign(stdin, { setRawMode: (mode: boolean) => modes.push(mode) });
    for (const way of ['ask', 'askSecret', 'askSecret'] as const) {
      const asked = surroundings[way]?.('Sure? ');
      await setImmediate();
      stdin.write('yes\r');
      expect(await asked).toBe('yes');
      expect(stdin.isPaused()).toBe(true);
    }
    expect(modes).toEqual([true, false, true, false, true, false]);
  });
});

/** Types all of a text, and then goes away. */
async function typedInto(typed: string | Uint8Array, way: 'ask' | 'askSecret') {
  const { stdin, stderr, surroundings } = processAt(true, true);
  const asked = surroundings[way]?.('Sure? ');
  asked?.catch(() => undefined);
  await import('./asking.ts');
  for (const byte of Buffer.from(typed)) stdin.write(Buffer.from([byte]));
  stdin.end();
  return { asked, shown: () => `${stderr.read()}` };
}
