/**
 * A header that people may write in their own letters. Its bytes arrive one character each; where
 * they are UTF-8 they are read as that, else they stay as they are.
 */
export const headerText = (headers: Headers, name: string): string | undefined => {
  const given = headers.get(name);
  if (given === null || /^\p{ASCII}*$/u.test(given)) return given ?? undefined;
  const bytes = Uint8Array.from(given, (character) => character.charCodeAt(0));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return given;
  }
};
