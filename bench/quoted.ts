import { type Line, tableHead, tableLine } from './report.ts';

const begin = '<!-- figures: `pnpm bench --write` writes what stands between these two lines -->';
const end = '<!-- end of the figures -->';

/** The document with other figures in it; throws where it has no place for them. */
export const quoted = (document: string, lines: readonly Line[], measuredOn: string): string => {
  const [before, rest = ''] = document.split(begin);
  const [, after] = rest.split(end);
  if (before === undefined || after === undefined)
    throw new Error('the document has no place for figures');
  const table = [tableHead, ...lines.map(tableLine)].join('\n');
  return `${before}${begin}\n\n${measuredOn}\n\n${table}\n\n${end}${after}`;
};
