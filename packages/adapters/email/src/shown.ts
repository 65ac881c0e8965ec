/** What breaks a line, or turns the direction of what follows it. */
const unshowable = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu;

/** A text as it may be shown: on one line, in the order in which it is written. */
export const shown = (text: string): string => text.toWellFormed().replace(unshowable, ' ').trim();

/**
 * A text as it may stand in a header. `=?` would begin an encoded word (RFC 2047), which can hold
 * whatever the lines above keep out: readers decode it even inside quotes.
 */
export const shownInHeader = (text: string): string => shown(text).replaceAll('=?', '= ?');

/** The signs that hold an address together, also those that browsers take for them. */
const joints = /[.:/\\@\u3002\uff0e\uff61\uff1a\uff0f\uff20](?=\S)/gu;
/** White space to every program; the invisible ones are not, and browsers leave those out of a host. */
const hairSpace = '\u200a';

/**
 * A name that somebody else chose, as it may be shown. Mail programs make links of whatever looks
 * like an address, `evil.test` too: behind each sign that could hold one together stands the
 * thinnest space that there is, so that a reader sees the name, and a program sees no address.
 */
export const shownName = (name: string): string => shown(name).replace(joints, `$&${hairSpace}`);
