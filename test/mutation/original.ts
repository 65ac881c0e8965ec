import { readFileSync } from 'node:fs';

/** From the first on, both counted from 0. */
interface Position {
  readonly line: number;
  readonly column: number;
}

const texts = new Map<string, readonly string[]>();

const linesOf = (path: string): readonly string[] => {
  const lines = texts.get(path) ?? readFileSync(path, 'utf8').split('\n');
  texts.set(path, lines);
  return lines;
};

/** What stands in a file from one place up to another. */
export const textBetween = (path: string, start: Position, end: Position): string =>
  linesOf(path)
    .slice(start.line, end.line + 1)
    .map((line, at, all) => (at === all.length - 1 ? line.slice(0, end.column) : line))
    .map((line, at) => (at === 0 ? line.slice(start.column) : line))
    .join('\n');
