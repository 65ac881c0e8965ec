import type { From } from '../index.ts';

export const fromOf = (address: string | undefined): From =>
  address === undefined ? {} : { address };
