/** The moment that comes so many seconds after another. */
export const later = (than: Date, seconds: number): Date =>
  new Date(than.getTime() + seconds * 1000);
