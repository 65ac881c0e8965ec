import { later } from '../values/later.ts';

const shownSeconds = 600;

/** Whether a secret that was made at a time is still shown by a replay. */
export const mayBeShownAgain = (madeAt: Date, now: Date): boolean =>
  now <= later(madeAt, shownSeconds);
