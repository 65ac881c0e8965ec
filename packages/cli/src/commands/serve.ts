import { type Configuration, openApplication } from '@tenantry/container';
import { createHttp, exampleCalls } from '@tenantry/http';
import { listen } from '@tenantry/http/node';
import { developmentAccount, developmentSecret } from '../dev.ts';
import { UsageError } from '../exit.ts';
import type { Flags } from '../flags.ts';
import { freePort } from '../free-port.ts';
import { jsonLog } from '../log.ts';
import { configurationOf, type Where } from '../open.ts';
import { relay } from '../relay.ts';
import type { Surroundings } from '../surroundings.ts';
import { textOf } from './init.ts';

export interface ServeOptions extends Where {
  readonly dev?: true;
}

/**
 * Serves until it is asked to stop: then accepts no more, finishes what was accepted, stops the
 * relay between two mails and ends.
 */
export const serve = async (
  { dev, ...where }: ServeOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const configuration = await settings(dev === true, flags, surroundings, where);
  const stopped = new Promise<void>((resolve) => surroundings.onStop(resolve));
  const telemetry = jsonLog(configuration.logLevel);
  const { app, deliverMail, close } = await openApplication({ ...configuration, telemetry });
  try {
    const server = await listen(createHttp(app, { telemetry }), configuration);
    const mail = relay(deliverMail, telemetry);
    if (dev === true) await introduce();
    surroundings.say(`tenantry: serving ${server.url}\n`);
    await stopped;
    await server.close();
    await mail.stop();
  } finally {
    await close();
  }

  async function introduce(): Promise<void> {
    const { publicUrl, database } = configuration;
    const { operator, out } = surroundings;
    const shown = await developmentAccount(app, { database, publicUrl, operator });
    out(
      shown === undefined
        ? 'This database was not made by "serve --dev": its API key is with whoever made it.\n'
        : `${textOf(shown)}\n${exampleCalls({ publicUrl, apiKey: shown.apiKey, accountId: shown.account.id })}\n`,
    );
  }
};

/** Production demands a secret that was given; a development database keeps one beside it. */
async function settings(
  dev: boolean,
  flags: Flags,
  surroundings: Surroundings,
  where: Where,
): Promise<Configuration> {
  const configuration = configurationOf(flags, surroundings, where);
  const { secret, database, host, port } = configuration;
  if (port === 0)
    return settings(dev, flags, surroundings, { ...where, port: String(await freePort(host)) });
  if (dev)
    return {
      ...configuration,
      secret: secret.length > 0 ? secret : [developmentSecret(database)],
      migrate: 'auto',
    };
  if (secret.length === 0)
    throw new UsageError('TENANTRY_SECRET: 32 bytes or more that nobody can guess are needed');
  return configuration;
}
