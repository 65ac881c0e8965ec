import { demand } from './expect.ts';

/** More than may be forgotten with one call. */
export const many = 120;

const most = 100;

/**
 * That of `many` rows that are over each call forgets some, until none is left, and none forgets
 * more than it may.
 */
export const demandForgetting = async (
  countLeft: () => Promise<number>,
  call: () => Promise<unknown>,
): Promise<void> => {
  let before = await countLeft();
  demand(before === many, `${many} were stored, and ${before} can be found`);
  while (before > 0) {
    await call();
    const left = await countLeft();
    demand(left < before, `none of ${before} that are over was forgotten`);
    demand(before - left <= most, `${before - left} were forgotten at once`);
    before = left;
  }
};
