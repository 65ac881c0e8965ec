import { EndedOtherwise, exitCodes } from '../ending/exit.ts';
import type { Surroundings } from './surroundings.ts';

/** How often somebody may try to type the same twice. */
const tries = 3;

/**
 * Asks the person at the terminal for a secret, which is not shown. Where it is chosen here it is
 * asked for twice: what nobody saw may be mistyped. Undefined where nobody can be asked.
 */
export const typedSecret = async (
  name: string,
  isChosen: boolean,
  { askSecret, say }: Surroundings,
): Promise<string | undefined> => {
  if (askSecret === undefined) return undefined;
  for (let left = tries; left > 0; left--) {
    const typed = await askSecret(`${name}: `);
    if (!isChosen || (await askSecret(`${name} again: `)) === typed) return typed;
    say('The two are not the same.\n');
  }
  throw new EndedOtherwise(exitCodes.cancelled, 'cancelled: nothing was done');
};
