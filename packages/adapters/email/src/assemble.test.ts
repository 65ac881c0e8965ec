import fc from 'fast-check';
import MailComposer from 'nodemailer/lib/mail-composer';
import { describe, expect, it } from 'vitest';
import { assemble } from './assemble.ts';

/** What bodies are made of: plain words, lines, long ones, signs beyond ASCII, and those with a part to play. */
const pieces = fc.oneof(
  fc.constantFrom('\n', '\r\n', '\r', ' ', '\t', '.', '=', '=20', '--', 'word ', '\n.\n', ' \n'),
  fc.constantFrom('é', 'ß', '中', '🙂', '\u00a0', '\u200a', '\ud800'),
  fc.string({ maxLength: 40 }),
  fc.integer({ min: 60, max: 200 }).map((length) => 'x'.repeat(length)),
);
const bodies = fc.array(pieces, { maxLength: 12 }).map((all) => all.join(''));

/** Two trees of the same message: one is spent by each that reads it. */
const twice = (mail: {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}) => {
  const compiled = () =>
    new MailComposer({
      ...mail,
      from: { name: 'Ünn', address: 'us@tenantry.test' },
      to: { name: 'Ann', address: 'ann@example.com' },
      messageId: '<1@tenantry.test>',
      date: new Date(0),
      baseBoundary: 'same',
      newline: 'win',
    }).compile();
  return [compiled(), compiled()] as const;
};

/** A soft line break (RFC 2045, 6.7) says nothing. */
const unwrapped = (message: string): string => message.replaceAll('=\r\n', '');

/** The lines of the parts that are quoted, with those that stand between two parts. */
const quotedLines = (message: string): readonly string[] =>
  message
    .split('\r\n\r\n----')
    .filter((part) => part.includes('Content-Transfer-Encoding: quoted-printable'))
    .flatMap((part) => part.split('\r\n'));

describe('a message that is assembled at once', () => {
  it('is what the library sends through its streams, wherever that wraps a line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), bodies, bodies, async (subject, text, html) => {
        const [ours, theirs] = twice({ subject, text, html });
        const bytes = assemble(ours).toString('latin1');
        expect(unwrapped(bytes)).toBe(unwrapped((await theirs.build()).toString('latin1')));
        for (const line of quotedLines(bytes)) expect(line.length).toBeLessThanOrEqual(76);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['as it is', 'short lines\nof ASCII', '7bit'],
    ['quoted', `a long line ${'x'.repeat(100)}, and one é`, 'quoted-printable'],
    ['in base64', '中'.repeat(100), 'base64'],
  ])('has a body %s where that is the shortest', async (_, text, encoding) => {
    const [ours, theirs] = twice({ subject: 's', text, html: `<p>${text}</p>` });
    const bytes = assemble(ours).toString('latin1');
    expect(bytes).toContain(`Content-Transfer-Encoding: ${encoding}\r\n`);
    expect(bytes).toBe((await theirs.build()).toString('latin1'));
  });

  it('ends its last line where there is one body alone', async () => {
    for (const [text, end] of [
      ['one', 'one\r\n'],
      ['one\r', 'one\r\n'],
      ['one\n', 'one\r\n'],
    ] as const) {
      const [ours, theirs] = twice({ subject: 's', text, html: '' });
      const bytes = assemble(ours).toString('latin1');
      expect(bytes.slice(-end.length)).toBe(end);
      expect(bytes).toBe((await theirs.build()).toString('latin1'));
    }
  });

  it('is of texts alone', () => {
    const node = new MailComposer({ text: Buffer.from('bytes') }).compile();
    expect(() => assemble(node)).toThrow('is not a text');
  });
});
