import { err, type Later, ok, type Result } from '@tenantry/domain';

export interface QueueLimits {
  /** How many pieces of work run at once. */
  readonly concurrency: number;
  /** How many may wait besides; one more is turned away at once. */
  readonly queue: number;
  /** Roughly how many pieces one place does in a second: what `retryAfter` is reckoned from. */
  readonly perSecond: number;
}

/** How a queue stands. */
export interface QueueFigures {
  readonly running: number;
  readonly waiting: number;
  /** Those who were turned away so far. */
  readonly refused: number;
}

export interface BoundedQueue {
  readonly enqueue: <T>(work: () => Promise<T>) => Promise<Result<T, Later<'Busy'>>>;
  readonly figures: () => QueueFigures;
}

/** Runs work in the order in which it came, so much at once; `Busy` when too much waits. */
export const boundedQueue = ({ concurrency, queue, perSecond }: QueueLimits): BoundedQueue => {
  atLeast('concurrency', concurrency, 1);
  atLeast('queue', queue, 0);
  const retryAfter = Math.max(1, Math.ceil(queue / (concurrency * perSecond)));
  const waiting: (() => void)[] = [];
  let running = 0;
  let refused = 0;

  const enqueue: BoundedQueue['enqueue'] = async (work) => {
    if (running < concurrency) running += 1;
    else if (waiting.length >= queue) {
      refused += 1;
      return err({ kind: 'Busy', retryAfter });
    } else await new Promise<void>((resume) => waiting.push(resume));
    try {
      return ok(await work());
    } finally {
      // The place goes to who has waited longest; nobody who comes later can take it.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
  return { enqueue, figures: () => ({ running, waiting: waiting.length, refused }) };
};

function atLeast(name: string, given: number, least: number): void {
  if (!Number.isSafeInteger(given) || given < least)
    throw new RangeError(`${name} must be a whole number of at least ${least}`);
}
