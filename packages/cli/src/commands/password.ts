import { processSettings, withApplication } from '../application/open.ts';
import { valueOf } from '../ending/exit.ts';
import type { Flags, Json } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

/**
 * Owes a link to whoever has a mailbox, by which another password can be chosen. The answer is the
 * same whether it is anybody's or not, for an operator too: the way is one for all.
 */
export const reset = async (
  email: string,
  { json }: Json,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  withApplication(processSettings(flags, surroundings), async (app) => {
    valueOf(await app.passwords.requestReset({ email }, { channel: 'cli' }));
    if (json === true) surroundings.out(`${JSON.stringify({ requested: true })}\n`);
    else surroundings.say('if somebody signs in by this address, a link is on its way there\n');
  });
