/** The moment that comes so many seconds after another. */
export const later = (than: Date, seconds: number): Date =>
  new Date(than.getTime() + seconds * 1000);

/** How many seconds until a moment that is to come, and one at least. */
export const secondsUntil = (moment: Date, now: Date): number =>
  Math.max(1, Math.ceil((moment.getTime() - now.getTime()) / 1000));
