import { onOneLine } from '../terminal/on-one-line.ts';
import type { RowIssue } from './failure-issues.ts';
import type { Outcome } from './make-row.ts';
import type { Row } from './row.ts';

/** What became of a row, as one line of JSON. */
export const rowJson = ({ row, line, key }: Row, outcome: Outcome): string =>
  JSON.stringify({ row, line, key: key === '' ? null : key, ...outcome });

/** The same for a person; a place in a list is written as a column of CSV has it. */
export const rowText = ({ row, line }: Row, outcome: Outcome): string => {
  const place = row === line ? `row ${row}` : `row ${row} (line ${line})`;
  switch (outcome.status) {
    case 'made':
    case 'exists':
      return `${place}: ${outcome.status} ${outcome.id}`;
    case 'refused':
      return `${place}: refused: ${outcome.issues.map(issueText).join('; ')}`;
    default:
      return `${place}: ${outcome.status}`;
  }
};

const issueText = ({ path, message }: RowIssue): string =>
  path.length === 0 ? message : `${onOneLine(path.join('.')).slice(0, 200)} ${message}`;
