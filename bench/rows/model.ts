import { alternating } from '../alternate.ts';
import { startTeller } from '../model/teller.ts';
import type { Comparison } from '../row.ts';

/**
 * What whoever tests with the model waits for: an application over memory whose every answer is compared
 * with the model's, and in the end all that there is. The 1,000 runs are those of all rounds together.
 */
export const model: Comparison<'runs'> = {
  rows: {
    runs: {
      name: '1,000 model runs of 20 commands on memory',
      against: 'the same commands on bare Maps',
    },
  },
  measure: async (extent) => {
    await using teller = await startTeller(extent.some(1000 / extent.rounds));
    const ours = () => teller.tell('ours');
    const theirs = () => teller.tell('theirs');
    return { runs: { unit: 'runs/s', ...(await alternating(extent, ours, theirs)) } };
  },
};
