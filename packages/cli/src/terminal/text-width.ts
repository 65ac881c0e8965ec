import stringWidth from 'string-width';

/** How many columns of a terminal a text takes: two for a wide character, none for an accent. */
export const widthOf = (text: string): number =>
  isPlain.test(text) ? text.length : stringWidth(text);

const isPlain = /^[ -~]*$/;

/** What a person sees as one character, however many code points it is. */
const characters = new Intl.Segmenter();

/** As much of a text as fits, the last of it being `ellipsis` where that is not all. */
export const cutTo = (text: string, width: number, ellipsis: string): string => {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let left = width - ellipsis.length;
  for (const { segment } of characters.segment(text)) {
    left -= widthOf(segment);
    if (left < 0) break;
    kept += segment;
  }
  return `${kept.trimEnd()}${ellipsis.slice(0, Math.max(0, width))}`;
};

/** What stands after a text, up to a width. */
export const spaces = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - widthOf(text)));
