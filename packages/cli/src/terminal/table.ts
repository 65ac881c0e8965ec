import type { Column, Lister } from './column.ts';
import { fitted } from './fitted.ts';
import { onOneLine } from './on-one-line.ts';
import { paintOn } from './paint.ts';
import { noScreen } from './screen.ts';
import type { Surroundings } from './surroundings.ts';
import { cutTo, spaces, widthOf } from './text-width.ts';

/** Rows that wait for each other, so that their columns are as wide as they need to be. */
const together = 200;
const gap = '  ';

/** A table for a person at a terminal, with a heading and no lines. */
export const tableOn = <Row>(
  columns: readonly Column<Row>[],
  { out, say, screens }: Surroundings,
  width: number,
): Lister<Row> => {
  const { out: screen = noScreen } = screens ?? {};
  const paint = paintOn(screen);
  const ellipsis = screen.isUtf8 ? '…' : '...';
  let waiting: (readonly [Row, readonly string[]])[] = [];
  let widths: readonly number[] | undefined;

  const line = (
    cells: readonly string[],
    painted: (text: string, at: number) => string,
  ): string => {
    const shown = (widths ?? []).flatMap((width, at) => {
      const cell = cells[at] ?? '';
      const fit = columns[at]?.mayBeCut === true ? cutTo(cell, width, ellipsis) : cell;
      return width === 0 ? [] : [{ at, width, text: fit }];
    });
    const last = shown.findLastIndex(({ text }) => text !== '');
    // Nothing stands after the last text of a line, spaces neither.
    const texts = shown
      .slice(0, last + 1)
      .map(
        ({ at, width, text }, nth) => painted(text, at) + (nth === last ? '' : spaces(text, width)),
      );
    return `${texts.join(gap)}\n`;
  };
  const show = ([row, cells]: readonly [Row, readonly string[]]): void =>
    out(line(cells, (text, at) => paint(columns[at]?.role?.(row), text)));

  const begin = (): void => {
    const titles = columns.map(({ title }) => title.toUpperCase());
    const natural = columns.map((_, at) =>
      Math.max(
        ...[titles, ...waiting.map(([, cells]) => cells)].map((all) => widthOf(all[at] ?? '')),
      ),
    );
    widths = fitted(columns, natural, width, gap.length);
    out(line(titles, (text) => paint('heading', text)));
  };
  const pause = (): void => {
    if (waiting.length === 0) return;
    if (widths === undefined) begin();
    for (const row of waiting) show(row);
    waiting = [];
  };
  return {
    row: (row) => {
      waiting.push([row, columns.map(({ of }) => cellOf(of(row)))]);
      if (widths !== undefined || waiting.length >= together) pause();
    },
    pause,
    end: () => {
      pause();
      if (widths === undefined) say('nothing to list\n');
      const left = columns.filter((_, at) => widths?.[at] === 0).map(({ title }) => title);
      if (left.length > 0)
        say(
          `tenantry: no room for ${left.join(', ')}: a wider terminal, a pipe or --json has all\n`,
        );
    },
  };
};

/** Times to the minute, in UTC as the `Z` says. */
const cellOf = (value: string | number | Date | undefined): string =>
  value instanceof Date
    ? `${value.toISOString().slice(0, 16).replace('T', ' ')}Z`
    : onOneLine(String(value ?? ''));
