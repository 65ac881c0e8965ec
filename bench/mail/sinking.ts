/** The process of a mail server that keeps nothing. */
import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { answering } from '../processes.ts';
import type { SinkAnswer, SinkQuestion } from './sink.ts';

let messages = 0;
let bytes = 0;

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  disableReverseLookup: true,
  logger: false,
  noDelay: true,
  onData: (stream, _session, done) => {
    stream.on('data', (part: Buffer) => {
      bytes += part.length;
    });
    stream.on('end', () => {
      messages += 1;
      done();
    });
  },
});
// A client that goes away has nothing more to say.
server.on('error', () => undefined);

const listening = server.listen(0, '127.0.0.1');
const begun = once(listening, 'listening');

const portOf = (address: ReturnType<typeof listening.address>): number => {
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
};

answering<SinkQuestion, SinkAnswer>(async (question) => {
  await begun;
  if (question === 'port') return portOf(listening.address());
  const taken = { messages, bytes };
  messages = 0;
  bytes = 0;
  return taken;
});
