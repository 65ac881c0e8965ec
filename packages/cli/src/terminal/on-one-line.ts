/** What can move the cursor, or have what follows read from the other end. */
const driving = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/** A text that somebody else said, for a person to read: it cannot take over the terminal. */
export const onOneLine = (text: string): string => text.replaceAll(driving, ' ').trim();

/** Lines with such texts in them, each of them one line still. */
export const inLines = (lines: readonly string[]): string =>
  lines.map((line) => `${line.replaceAll(driving, ' ').trimEnd()}\n`).join('');
