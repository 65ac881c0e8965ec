import type { Maintained } from '@tenantry/domain';
import { asWholeOperator } from '../application/as-operator.ts';
import { EndedOtherwise, exitCodes, valueOf } from '../ending/exit.ts';
import type { Flags, Json } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

/** Forgets what is over, and says of what how much; ends between two units where it is asked to. */
export const maintain = async (
  { json }: Json,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const stopping = new AbortController();
  const { signal } = stopping;
  surroundings.onStop(() => stopping.abort());
  await asWholeOperator(flags, surroundings, async (app, context) => {
    const maintained = await app.maintain({}, { ...context, signal }).catch((fault: unknown) => {
      throw signal.aborted && fault === signal.reason
        ? new EndedOtherwise(exitCodes.interrupted, 'interrupted: the next time goes on from here')
        : fault;
    });
    const forgotten = valueOf(maintained);
    surroundings.out(json === true ? `${JSON.stringify(forgotten)}\n` : lineOf(forgotten));
  });
};

const lineOf = ({ results, sessions, resets, tries, messages }: Maintained): string =>
  `results ${results}, sessions ${sessions}, resets ${resets}, tries ${tries}, messages ${messages}\n`;
