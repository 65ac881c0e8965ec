/** A text that another program said, for a person to read: it cannot take over the terminal. */
export const onOneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
