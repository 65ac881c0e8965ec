import { expect, it } from 'vitest';
import { onOneLine } from './on-one-line.ts';

it('leaves nothing that a terminal would carry out, or that turns a line around', () => {
  expect(onOneLine(' 550 no\r\n\u001b[2J such\t\u009bmailbox \u202e.')).toBe(
    '550 no [2J such mailbox  .',
  );
});
