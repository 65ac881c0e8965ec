import type { SmtpServer } from '@tenantry/email';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { openScriptedServer } from './scripted-server.ts';
import { listening, openTap, type Tap } from './tap.ts';

export interface MailServer extends Omit<Tap, 'port'> {
  readonly server: SmtpServer;
}

/** Takes every message, on an unencrypted connection. */
const plain: SMTPServerOptions = {
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData: (stream, _session, done) => {
    stream.on('data', () => undefined);
    stream.on('end', () => done());
  },
};

/** A real SMTP server on 127.0.0.1, behind a tap. */
export async function openMailServer(
  options: SMTPServerOptions = {},
  tls: SmtpServer['tls'] = 'optional',
): Promise<MailServer> {
  const real = new SMTPServer({
    ...plain,
    logger: false,
    disableReverseLookup: true,
    noDelay: true,
    ...options,
  });
  // A client that goes away in the middle is what some tests are about.
  real.on('error', () => undefined);
  const { port, ...tap } = await openTap(await listening(real.listen(0, '127.0.0.1')));
  return {
    ...tap,
    server: { kind: 'smtp', host: '127.0.0.1', port, tls },
    close: async () => {
      const closed = new Promise<void>((resolve) => real.close(() => resolve()));
      await tap.close();
      await closed;
    },
  };
}

/** A server behind a tap that takes any recipient; the real one takes none of 254 octets. */
export async function openTolerantServer(): Promise<MailServer> {
  const scripted = await openScriptedServer();
  const { port, ...tap } = await openTap(scripted.server.port);
  return {
    ...tap,
    server: { ...scripted.server, port },
    close: async () => {
      await tap.close();
      await scripted.close();
    },
  };
}
