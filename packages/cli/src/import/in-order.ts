import { setImmediate as turn } from 'node:timers/promises';

export interface Ordered<Item, Done> {
  /** How many may be under way at once; nothing is taken from the items before there is room. */
  readonly most: number;
  /** Is handed what settles once all before it have. */
  readonly work: (item: Item, before: Promise<unknown>) => Promise<Done>;
  /** Told of each in the order of the items. */
  readonly tell: (item: Item, done: Done) => void;
  /** Whether no more are to be taken; those under way are finished. */
  readonly isOver: () => boolean;
}

/** Works on items side by side. What is thrown is thrown on once nothing is under way any more. */
export const inOrder = async <Item, Done>(
  items: AsyncIterable<Item>,
  { most, work, tell, isOver }: Ordered<Item, Done>,
): Promise<void> => {
  const working = new Set<Promise<unknown>>();
  const untold: Promise<void>[] = [];
  let told: Promise<void> = Promise.resolve();
  let taken = 0;
  try {
    for await (const item of items) {
      if (isOver()) break;
      const before = told;
      const done = work(item, before).finally(() => working.delete(done));
      working.add(done);
      told = Promise.all([done, before]).then(([found]) => tell(item, found));
      // Thrown on below; until then nobody listens.
      told.catch(() => undefined);
      untold.push(told);
      taken++;
      // Signals and timers get their turn, which no chain of promises gives them.
      if (taken % most === 0) await turn();
      if (untold.length >= most) await untold.shift();
      if (isOver()) break;
    }
    await told;
  } finally {
    await Promise.allSettled(working);
  }
};
