import type { Letter } from '@tenantry/domain';
import { round } from './made.ts';

/**
 * What the link ends with in the letter of this kind that went out in this place, the newest being the
 * first; one that was never made, where none went out.
 */
export const linkIn = (
  letters: readonly Letter[],
  place: number,
  kind: 'invitation' | 'passwordReset',
): string => {
  const links = letters.filter((letter) => letter.kind === kind).map(({ link }) => link);
  const link = round(links.length > 0 ? links.toReversed() : ['/invented'], place);
  return link.slice(link.lastIndexOf('/') + 1);
};
