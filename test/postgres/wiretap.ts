import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A statement as it went by; those of one flight were sent before an answer to any of them. */
export interface Sent {
  readonly text: string;
  readonly flight: number;
}

/**
 * Stands between a program and its PostgreSQL and notes every statement. As what hands on processes of
 * the server from one client to another it tells a client a number that is no process's.
 */
export const wiretap = async (url: string, { isPooler = false } = {}) => {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const sent: Sent[] = [];
  const named: string[] = [];
  let flights = 0;

  const server = createServer((near) => {
    const far = connect({ host: hostname, port: Number(port) });
    let unanswered = 0;
    const statement = (text: string): void => {
      if (unanswered++ === 0) flights++;
      sent.push({ text, flight: flights });
    };
    const prepared = new Map<string, string>();
    // The first message has no type.
    const asked = messages(false, (type, body) => {
      const first = textAt(body, 0);
      const second = textAt(body, Buffer.byteLength(first) + 1);
      if (type === 'Q') statement(first);
      // What has no name is prepared under an empty one.
      if (type === 'P') {
        prepared.set(first, second);
        if (first !== '') named.push(second);
      }
      // The name of what is run follows on that of its rows.
      if (type === 'B') statement(prepared.get(second) ?? `unknown: ${second}`);
    });
    const answered = messages(true, (type) => {
      if (type === 'Z') unanswered = Math.max(0, unanswered - 1);
    });
    near.on('data', asked).pipe(far);
    far.on('data', answered).on('data', (bytes: Buffer) => {
      near.write(isPooler ? withAnotherProcess(bytes) : bytes);
    });
    far.once('end', () => near.end());
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  const tapped = new URL(url);
  tapped.port = String(address.port);

  return {
    url: tapped.href,
    sent: (): readonly Sent[] => sent,
    /** Texts that were prepared under a name, once for each connection. */
    named: (): readonly string[] => named,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};

/** Of the message that tells a client the process that it talks to: its type, and its length. */
const tellsProcess = Buffer.from([0x4b, 0, 0, 0, 12]);

function withAnotherProcess(bytes: Buffer): Buffer {
  const at = bytes.indexOf(tellsProcess);
  if (at === -1) return bytes;
  const changed = Buffer.from(bytes);
  changed.writeInt32BE(-1, at + tellsProcess.length);
  return changed;
}

const textAt = (body: Buffer, start: number): string =>
  body.toString('utf8', start, body.indexOf(0, start));

/** Cuts what goes by into messages: a type of one byte, a length that counts itself, and a body. */
const messages = (
  hasType: boolean,
  note: (type: string, body: Buffer) => void,
): ((bytes: Buffer) => void) => {
  let left: Buffer = Buffer.alloc(0);
  let typed = hasType;
  return (bytes) => {
    left = Buffer.concat([left, bytes]);
    for (;;) {
      const head = typed ? 1 : 0;
      if (left.length < head + 4) return;
      const end = head + left.readUInt32BE(head);
      if (left.length < end) return;
      note(left.toString('latin1', 0, head), left.subarray(head + 4, end));
      left = left.subarray(end);
      typed = true;
    }
  };
};
