/** The process in which tales are told, to ours and to Maps. */
import { bareMaps } from '../bare/maps.ts';
import { answering } from '../processes.ts';
import type { Call } from './call.ts';
import { recorded } from './recorded.ts';
import { type Tale, tales, told } from './tales.ts';
import type { TellAnswer, TellQuestion } from './teller.ts';

let prepared: readonly { readonly tale: Tale; readonly calls: readonly Call[] }[] = [];

const prepare = async (count: number): Promise<void> => {
  const of: { tale: Tale; calls: readonly Call[] }[] = [];
  for (const tale of tales(count)) {
    let calls: readonly Call[] = [];
    await told(tale, (world) => {
      const seen = recorded(world);
      ({ calls } = seen);
      return seen.world;
    });
    of.push({ tale, calls });
  }
  prepared = of;
};

const ours = async (): Promise<void> => {
  for (const { tale } of prepared) await told(tale);
};

const theirs = async (): Promise<void> => {
  for (const { calls } of prepared) {
    const { perform } = bareMaps();
    for (const call of calls) perform(call);
  }
};

const timed = async (run: () => Promise<void>): Promise<number> => {
  const begun = performance.now();
  await run();
  return prepared.length / ((performance.now() - begun) / 1000);
};

answering<TellQuestion, TellAnswer>(async (question) => {
  if (question === 'ours') return timed(ours);
  if (question === 'theirs') return timed(theirs);
  await prepare(question.prepare);
  return undefined;
});
