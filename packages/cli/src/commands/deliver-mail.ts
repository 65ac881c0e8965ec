import type { Application } from '@tenantry/domain';
import { opened, processSettings } from '../application/open.ts';
import { EndedOtherwise, exitCodes } from '../ending/exit.ts';
import type { Flags, Json } from '../said/flags.ts';
import { jsonLog } from '../serving/log.ts';
import { relay } from '../serving/relay.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

export interface DeliverOptions extends Json {
  readonly watch?: true;
}

/**
 * Delivers the mail that is due, or with `watch` whatever becomes due until it is asked to stop, and
 * says how much was sent. It stops between two messages: one that was begun is finished.
 */
export const deliver = async (
  { json, watch }: DeliverOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const settings = processSettings(flags, surroundings);
  const { factsOfFault } = await import('@tenantry/http/fault');
  const telemetry = jsonLog(settings.logLevel, factsOfFault);
  const stopping = new AbortController();
  const stopped = new Promise<void>((resolve) => surroundings.onStop(resolve)).then(() =>
    stopping.abort(),
  );
  const { deliverMail, close } = await opened({ ...settings, telemetry });
  let sent = 0;
  let failed = 0;
  const counted: Application['deliverMail'] = async (signal) => {
    const report = await deliverMail(signal);
    sent += report.sent;
    failed += report.failed;
    return report;
  };
  try {
    if (watch === true) {
      const mail = relay(counted, telemetry);
      await stopped;
      await mail.stop();
    } else await counted(stopping.signal);
  } finally {
    await close();
    if (!(await telemetry.end())) surroundings.leaveUnheard();
  }
  surroundings.out(
    json === true ? `${JSON.stringify({ sent, failed })}\n` : `sent ${sent}, failed ${failed}\n`,
  );
  if (watch === true) return;
  if (stopping.signal.aborted)
    throw new EndedOtherwise(exitCodes.interrupted, 'interrupted: the rest is still due');
  if (failed > 0)
    throw new EndedOtherwise(exitCodes.partly, 'not all was sent: see tenantry mail list');
};
