import { type Issue, issue, type Path, scanJson } from '@tenantry/domain';
import { wholeOrText } from '../said/whole-number.ts';
import type { Column, Reading } from './columns.ts';

/** JSON that is being put together: a text, or what stands under each name or in each place. */
type Part = string | Parts;
type Parts = Map<string | number, Part>;

/** One row of cells as the JSON text that says the same, beside what is wrong with them. */
export interface WrittenRow {
  readonly text: string;
  readonly issues: readonly Issue[];
  readonly placeOf: (path: Path) => Path;
}

/**
 * Writes the cells of a row as JSON. An empty cell says nothing; entries of a list that are empty
 * altogether are left out, and `placeOf` knows where the file has those that are not.
 */
export const writtenRow = (
  columns: readonly (Column | undefined)[],
  cells: readonly string[],
): WrittenRow => {
  const root: Parts = new Map();
  const issues: Issue[] = [];
  cells.forEach((cell, at) => {
    if (cell === '') return;
    const column = columns[at];
    if (column === undefined) {
      issues.push(issue([at], 'unknown', 'stands in a column that has no name'));
      return;
    }
    const text = jsonOf(cell, column.reading);
    if (text === undefined) issues.push(issue(column.path, 'format', 'is no JSON'));
    else put(root, column.path, text);
  });
  return { text: textOf(root), issues, placeOf: (path) => placeIn(root, path) };
};

function jsonOf(cell: string, reading: Reading): string | undefined {
  switch (reading) {
    case 'boolean':
      // As spreadsheets write it.
      return /^(true|false)$/i.test(cell) ? cell.toLowerCase() : JSON.stringify(cell);
    case 'number':
      return JSON.stringify(wholeOrText(cell.trim()));
    case 'numbers': {
      const numbers = cell
        .trim()
        .split(/[\s,;]+/)
        .map(wholeOrText);
      return JSON.stringify(numbers);
    }
    case 'json':
      return scanJson(cell).ok ? cell : undefined;
    case 'text':
      return JSON.stringify(cell);
  }
}

function put(parts: Parts, [step, ...rest]: Column['path'], text: string): void {
  if (step === undefined) return;
  if (rest.length === 0) {
    parts.set(step, text);
    return;
  }
  const present = parts.get(step);
  const below: Parts = present instanceof Map ? present : new Map();
  parts.set(step, below);
  put(below, rest, text);
}

const placesOf = (parts: Parts): readonly number[] =>
  [...parts.keys()].filter((step) => typeof step === 'number').toSorted((a, b) => a - b);

function textOf(part: Part): string {
  if (typeof part === 'string') return part;
  const places = placesOf(part);
  if (places.length > 0) return `[${places.map((at) => textOf(part.get(at) ?? 'null')).join(',')}]`;
  return `{${[...part].map(([name, below]) => `${JSON.stringify(`${name}`)}:${textOf(below)}`).join(',')}}`;
}

function placeIn(part: Part | undefined, [step, ...rest]: Path): Path {
  if (step === undefined) return [];
  if (!(part instanceof Map)) return [step, ...rest];
  const here = typeof step === 'number' ? (placesOf(part)[step] ?? step) : step;
  return [here, ...placeIn(part.get(here), rest)];
}
