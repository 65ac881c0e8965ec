/** What breaks a line, or turns the direction of what follows it. */
const unshowable = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu;

/** A text as it may be shown: on one line, in the order in which it is written. */
export const shown = (text: string): string => text.toWellFormed().replace(unshowable, ' ').trim();

/**
 * A text as it may stand in a header. `=?` would begin an encoded word (RFC 2047), which can hold
 * whatever the lines above keep out: readers decode it even inside quotes.
 */
export const shownInHeader = (text: string): string => shown(text).replaceAll('=?', '= ?');
