import { type Line, tableHead, tableLine } from './report.ts';

/** What is measured, and what writes it. */
const places = {
  figures: '`pnpm bench --write` writes what stands between these two lines',
  profile: '`pnpm bench:profile` writes what stands between these two lines',
} as const;

/** The document with another text in one of its places; throws where it has no such place. */
export const written = (document: string, place: keyof typeof places, text: string): string => {
  const begin = `<!-- ${place}: ${places[place]} -->`;
  const end = `<!-- end of the ${place} -->`;
  const [before, rest = ''] = document.split(begin);
  const [, after] = rest.split(end);
  if (before === undefined || after === undefined)
    throw new Error(`the document has no place for the ${place}`);
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
};

/** The document with other figures in it. */
export const quoted = (document: string, lines: readonly Line[], measuredOn: string): string => {
  const table = [tableHead, ...lines.map(tableLine)].join('\n');
  return written(document, 'figures', `${measuredOn}\n\n${table}`);
};
