import { UsageError } from '../ending/exit.ts';

/** The option by which a correction is of one version alone. */
export const expectVersion = [
  '--expect-version <number>',
  'refuse if another version is there by now',
] as const;

/** The version that was said; undefined where none was. */
export const expectedVersion = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (/^[1-9][0-9]{0,14}$/.test(text)) return Number(text);
  throw new UsageError('--expect-version must be a whole number of 1 or more');
};
