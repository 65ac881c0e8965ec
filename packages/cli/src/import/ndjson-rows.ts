import { issue } from '@tenantry/domain';
import type { FoundRow } from './found-row.ts';
import type { Line } from './lines.ts';
import { notUtf8, textOf, tooLong } from './records.ts';

/** The rows of an NDJSON file; a line of blanks is none. */
export async function* ndjsonRows(lines: AsyncIterable<Line>): AsyncGenerator<FoundRow> {
  for await (const line of lines) {
    const text = line.isTooLong ? undefined : textOf(line.bytes);
    if (text === undefined) {
      const [code, message] = line.isTooLong ? tooLong : notUtf8;
      yield { line: line.number, end: line.end, issues: [issue([], code, message)] };
    } else if (text.trim() !== '') {
      yield { line: line.number, end: line.end, text, issues: [] };
    }
  }
}
