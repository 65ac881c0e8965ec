import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { processSurroundings } from './surroundings.ts';
import { unparsed } from './unparsed.ts';

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
    ['yes', 'yes'],
    ['', ''],
  ])('takes the first line of %j', async (typed, answer) => {
    const { stdin, stderr, surroundings } = processAt(true, true);
    const asked = surroundings.ask?.('Sure? ');
    for (const character of typed) stdin.write(character);
    if (!typed.includes('\n')) stdin.end();
    expect(await asked).toBe(answer);
    expect(`${stderr.read()}`).toBe('Sure? ');
  });
});
