import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { SmtpServer } from '@tenantry/email';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { type Dialogue, readDialogue } from './dialogue.ts';

export interface MailServer {
  readonly server: SmtpServer;
  /** What was written to it on each connection, byte for byte, the oldest first. */
  readonly written: () => readonly string[];
  /** The same, read: of connections that were not encrypted. */
  readonly dialogues: () => readonly Dialogue[];
  /** The same, also of clients that were gone in the middle of a line. */
  readonly dialoguesSoFar: () => readonly Dialogue[];
  /** Connections that are open. */
  readonly open: () => number;
  /** Ends every connection, and takes no more. */
  readonly close: () => Promise<void>;
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

/**
 * A real SMTP server on 127.0.0.1, behind a tap: the server decodes what it is told, so what a
 * client wrote is noted before it comes there.
 */
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
  const behind = await listening(real.listen(0, '127.0.0.1'));
  const noted: Buffer[][] = [];
  const sockets = new Set<Socket>();
  const tap = createServer({ noDelay: true }, (client) => {
    const note: Buffer[] = [];
    noted.push(note);
    const server = connect({ port: behind, host: '127.0.0.1', noDelay: true });
    client.on('data', (bytes: Buffer) => note.push(bytes));
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    client.pipe(server).pipe(client);
  });
  const port = await listening(tap.listen(0, '127.0.0.1'));
  const written = () => noted.map((note) => Buffer.concat(note).toString('latin1'));
  return {
    server: { kind: 'smtp', host: '127.0.0.1', port, tls },
    written,
    dialogues: () => written().map((text) => readDialogue(text)),
    dialoguesSoFar: () => written().map((text) => readDialogue(text, true)),
    open: () => sockets.size / 2,
    close: async () => {
      const closed = Promise.all([
        new Promise<void>((resolve) => tap.close(() => resolve())),
        new Promise<void>((resolve) => real.close(() => resolve())),
      ]);
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

export async function listening(server: Server): Promise<number> {
  await once(server, 'listening');
  return portOf(server.address());
}

const portOf = (address: AddressInfo | string | null): number => {
  if (address === null || typeof address === 'string') throw new Error('it has no port');
  return address.port;
};
