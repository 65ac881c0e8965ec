import type { Surroundings } from '../terminal/surroundings.ts';

/** How far the work is. */
export interface Reached {
  readonly rows: number;
  /** Of the file, so far. */
  readonly bytes: number;
}

/** Milliseconds between two lines: one that is drawn over the last, or one that stays. */
const betweenDrawn = 100;
const betweenSaid = 5000;

/**
 * Tells how far the work is: on a terminal in one line that is drawn again and again, elsewhere in a
 * plain line every five seconds. `size` is the file's, where it is known.
 */
export const progressOf = (
  { say, redraw }: Pick<Surroundings, 'say' | 'redraw'>,
  size: number | undefined,
  now: () => number = () => performance.now(),
) => {
  const began = now();
  let last = began;
  let isDrawn = false;
  return {
    at: (reached: Reached): void => {
      const time = now();
      if (time - last < (redraw === undefined ? betweenSaid : betweenDrawn)) return;
      last = time;
      const line = progressText(reached, size, (time - began) / 1000);
      if (redraw === undefined) say(`tenantry: ${line}\n`);
      else redraw(line);
      isDrawn = redraw !== undefined;
    },
    /** Whatever else is to stand on the terminal stands alone there. */
    clear: (): void => {
      if (isDrawn) redraw?.('');
      isDrawn = false;
    },
    seconds: (): number => (now() - began) / 1000,
  };
};

/** `12000 rows, 410/s, 62 %, 18 s left` */
export const progressText = (
  { rows, bytes }: Reached,
  size: number | undefined,
  seconds: number,
): string => {
  const parts = [rows === 1 ? '1 row' : `${rows} rows`];
  if (seconds > 0) parts.push(`${rateOf(rows, seconds)}/s`);
  if (size !== undefined && size > 0 && bytes > 0) {
    const share = Math.min(1, bytes / size);
    parts.push(
      `${Math.floor(share * 100)} %`,
      `${durationText((seconds / share) * (1 - share))} left`,
    );
  }
  return parts.join(', ');
};

export const rateOf = (rows: number, seconds: number): number =>
  seconds > 0 ? Math.round(rows / seconds) : rows;

/** `2 h 5 min`, `3 min 20 s`, `18 s` */
export const durationText = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${whole % 60} s` : `${whole} s`;
};
