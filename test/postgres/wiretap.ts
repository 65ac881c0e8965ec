import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A statement as it went by; those of one flight were sent before an answer to any of them. */
export interface Sent {
  readonly text: string;
  readonly flight: number;
}

/** Stands between a program and its PostgreSQL and notes every statement. */
export const wiretap = async (url: string) => {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const sent: Sent[] = [];
  let flights = 0;

  const server = createServer((near) => {
    const far = connect({ host: hostname, port: Number(port) });
    let unanswered = 0;
    const statement = (text: string): void => {
      if (unanswered++ === 0) flights++;
      sent.push({ text, flight: flights });
    };
    // The first message has no type.
    const asked = messages(false, (type, body) => {
      if (type === 'Q') statement(textAt(body, 0));
      // A name comes first, which is empty here.
      if (type === 'P') statement(textAt(body, 1));
    });
    const answered = messages(true, (type) => {
      if (type === 'Z') unanswered = Math.max(0, unanswered - 1);
    });
    near.on('data', asked).pipe(far);
    far.on('data', answered).pipe(near);
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
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};

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
