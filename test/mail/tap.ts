import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { type Dialogue, readDialogue } from './dialogue.ts';

/** Stands before a server, and notes what is written to it. */
export interface Tap {
  readonly port: number;
  /** What was written on each connection, byte for byte (latin1), the oldest first. */
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

/** Servers decode what they are told, so what a client wrote is noted before it comes there. */
export async function openTap(behind: number): Promise<Tap> {
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
    port,
    written,
    dialogues: () => written().map((text) => readDialogue(text)),
    dialoguesSoFar: () => written().map((text) => readDialogue(text, true)),
    open: () => sockets.size / 2,
    close: async () => {
      const closed = new Promise<void>((resolve) => tap.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** The port of a server that was told to listen. */
export async function listening(server: Server): Promise<number> {
  await once(server, 'listening');
  return portOf(server.address());
}

const portOf = (address: AddressInfo | string | null): number => {
  if (address === null || typeof address === 'string') throw new Error('it has no port');
  return address.port;
};
