/**
 * A whole number that was written in digits. Any other text stays what it is: the use case says what
 * is wrong with it, together with all else that is.
 */
export const wholeOrText = (text: string): number | string =>
  /^[0-9]{1,15}$/.test(text) ? Number(text) : text;
