import { createMailbox, isLoopback, mailerFor } from '@tenantry/container';
import { type Application, StoreUnavailable, type Telemetry } from '@tenantry/domain';
import { createHttp, exampleCalls, factsOfFault } from '@tenantry/http';
import { createMetrics } from '@tenantry/http/metrics';
import { eventLoopLag, listen, loopFirst } from '@tenantry/http/node';
import { opened, processSettings, type Settings, type Where } from '../application/open.ts';
import { EndedOtherwise, exitCodes, UsageError } from '../ending/exit.ts';
import type { Flags } from '../said/flags.ts';
import { developmentAccount, withDevelopmentSecret } from '../serving/dev.ts';
import { freePort } from '../serving/free-port.ts';
import { jsonLog } from '../serving/log.ts';
import { relay } from '../serving/relay.ts';
import { upkeep } from '../serving/upkeep.ts';
import { masterText } from '../shown/master.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

export interface ServeOptions extends Where {
  readonly dev?: true;
}

/**
 * Serves until it is asked to stop: then is no longer ready, accepts no more, finishes what was
 * accepted, stops the relay between two mails and ends. A start that fails leaves nothing running.
 */
export const serve = async (
  { dev, ...where }: ServeOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const settings = await started(serverSettings(dev === true, flags, surroundings, where));
  const { log, end } = jsonLog(settings.logLevel, factsOfFault);
  const metrics = createMetrics({ ofProcess: true });
  const telemetry = { log, count: metrics.count };
  const stopped = toldToStop(surroundings, telemetry);
  const mailbox = dev === true ? developmentMailbox(settings) : undefined;
  const carried = mailbox === undefined ? {} : { mailer: mailbox };
  const application = await started(opened({ ...settings, ...carried, telemetry }));
  const { app, deliverMail, close, ready, figures } = application;
  const { lag, stop } = eventLoopLag();
  await loopFirst();
  let why: Why = 'asked';
  try {
    // Whatever may fail comes before the port is taken.
    const introduction =
      dev === true ? await introduce(app, settings, surroundings, mailbox !== undefined) : '';
    const shown = mailbox === undefined ? {} : { devMail: mailbox.kept };
    const watched = { telemetry, metrics, figures, ready, overload: { lag } };
    const http = createHttp(app, { ...watched, ...shown });
    const { host, port, trustedProxies } = settings;
    const limits = { connections: settings.maxConnections };
    const listening = { host, port, trustedProxies, limits, telemetry };
    const server = await listen(http, listening).catch(cannotListen);
    const mail = relay(deliverMail, telemetry);
    const caller = app.as.operator(surroundings.operator);
    const keeping = upkeep((signal) => app.maintain({}, { caller, signal }), telemetry);
    try {
      surroundings.out(introduction);
      surroundings.say(`tenantry: serving ${server.url}\n`);
      why = await stopped;
    } finally {
      http.end();
      await Promise.all([
        server.close(why === 'asked' ? undefined : afterFault),
        mail.stop(),
        keeping.stop(),
      ]);
    }
  } finally {
    await close();
    stop();
    if (!(await end())) surroundings.leaveUnheard();
  }
  if (why === 'fault')
    throw new EndedOtherwise(exitCodes.fault, 'ended after a fault: see the log');
};

type Why = 'asked' | 'fault';

/** Milliseconds in which requests are finished after a fault. */
const afterFault = 4000;

/** Why it ends. What was thrown and nobody caught is logged, however many times it happens. */
const toldToStop = (surroundings: Surroundings, telemetry: Telemetry): Promise<Why> =>
  new Promise((resolve) => {
    surroundings.onStop(() => resolve('asked'));
    surroundings.onFault((fault) => {
      telemetry.log('error', 'uncaught fault', { fault });
      resolve('fault');
    });
  });

/** To a server it is a fault that its store is away: whoever starts it tries again by itself. */
const started = <T>(starting: Promise<T>): Promise<T> =>
  starting.catch((cause: unknown) => {
    throw cause instanceof StoreUnavailable ? new Error('nothing is served', { cause }) : cause;
  });

const cannotListen = (cause: unknown): never => {
  throw new Error('TENANTRY_HOST and TENANTRY_PORT cannot be listened on', { cause });
};

/**
 * Keeps the mail that goes on its way, to be read by a developer: never where others than this machine
 * are served, since whoever reads it can get in as everybody.
 */
const developmentMailbox = ({ publicUrl, mail, mailFrom: from }: Settings) =>
  isLoopback(publicUrl)
    ? createMailbox({ next: mailerFor(mail, { from, prepare: true }) })
    : undefined;

/** How the server is called; what that takes is made where it is missing. */
async function introduce(
  app: Application,
  { publicUrl, database }: Settings,
  { operator }: Surroundings,
  hasMailbox: boolean,
): Promise<string> {
  const shown = await developmentAccount(app, { database, publicUrl, operator });
  const mailbox = hasMailbox ? `mailbox       ${publicUrl}/dev/mail\n` : '';
  const password = shown?.user.password;
  if (shown?.apiKey === undefined || password === undefined)
    return `No API key is kept beside this database: "tenantry key create" issues one.\n${mailbox}`;
  const { apiKey, account, user } = shown;
  const calls = exampleCalls({ publicUrl, apiKey, account, user: { ...user, password } });
  return `${masterText(shown)}${mailbox}\n${calls}\n`;
}

/** Production demands a secret that was given; a development database keeps one beside it. */
async function serverSettings(
  dev: boolean,
  flags: Flags,
  surroundings: Surroundings,
  where: Where,
): Promise<Settings> {
  const settings = processSettings(flags, surroundings, where);
  const { secret, host, port, publicUrl } = settings;
  if (port === 0)
    return serverSettings(dev, flags, surroundings, {
      ...where,
      port: String(await freePort(host).catch(cannotListen)),
    });
  const given = secret.length > 0;
  if (dev && (given || isLoopback(publicUrl))) {
    const withSecret = given
      ? settings
      : await withDevelopmentSecret(settings, surroundings.operator);
    return { ...withSecret, migrate: 'auto' };
  }
  if (!given)
    throw new UsageError('TENANTRY_SECRET: 32 bytes or more that nobody can guess are needed');
  return settings;
}
