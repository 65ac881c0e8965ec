declare const brand: unique symbol;

/** By which way a request came in, as the caller says: at most 64 visible ASCII characters. */
export type Channel = string & { readonly [brand]: 'Channel' };

/** Never refuses: drops what is not visible ASCII, cuts to 64; nothing left means `api`. */
export const toChannel = (given: string | undefined): Channel => {
  const kept = (given ?? '').replace(/[^\x21-\x7e]/g, '').slice(0, 64);
  return (kept === '' ? 'api' : kept) as Channel;
};
