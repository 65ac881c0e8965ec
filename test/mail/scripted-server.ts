import { createServer, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { SmtpServer } from '@tenantry/email';
import { listening } from './tap.ts';

/** Where a server can be made to fail; `message` is the dot that ends one. */
export const steps = ['greeting', 'EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'message'] as const;
export type Step = (typeof steps)[number];

/** A reply, without its line end; or nothing, for ever; or the end of the connection. */
export type Reaction = string | typeof hang | typeof drop;
export const hang = Symbol('hang');
export const drop = Symbol('drop');

export interface Script {
  /** Where it does not do well; a function is told how often the step came before. */
  readonly reactions?: Readonly<
    Partial<Record<Step | 'STARTTLS', Reaction | ((before: number) => Reaction | undefined)>>
  >;
  /** What it says it can do; `PIPELINING` and `AUTH PLAIN` where nothing is said. */
  readonly extensions?: readonly string[];
  /** With which it encrypts after STARTTLS. */
  readonly certificate?: { readonly cert: string; readonly key: string };
  /** What it can do then. */
  readonly encrypted?: readonly string[];
  /** What somebody else says right behind the answer to STARTTLS. */
  readonly injected?: string;
}

export interface ScriptedServer {
  readonly server: SmtpServer;
  /** What each connection was told, as the server understood it. */
  readonly heard: readonly (readonly string[])[];
  /** The messages that came whole, whatever was answered then. */
  readonly messages: readonly string[];
  /** Ends every connection, and takes others. */
  readonly hangUp: () => void;
  readonly close: () => Promise<void>;
}

const good: Readonly<Record<string, string>> = {
  greeting: '220 scripted.test',
  AUTH: '235 2.7.0 welcome',
  MAIL: '250 2.1.0 ok',
  RCPT: '250 2.1.5 ok',
  DATA: '354 go on',
  message: '250 2.0.0 kept',
  RSET: '250 2.0.0 ok',
  QUIT: '221 2.0.0 bye',
};

/** An SMTP server on 127.0.0.1 that fails where it is told to, and repeats what it was told. */
export async function openScriptedServer(
  script: Script = {},
  tls: SmtpServer['tls'] = 'optional',
): Promise<ScriptedServer> {
  const heard: string[][] = [];
  const messages: string[] = [];
  const sockets = new Set<Socket>();

  const times = new Map<string, number>();

  /** How it fails at a step, if it does. */
  const failure = (step: string): Reaction | undefined => {
    const before = times.get(step) ?? 0;
    times.set(step, before + 1);
    const scripted = Object.entries(script.reactions ?? {}).find(([name]) => name === step)?.[1];
    return typeof scripted === 'function' ? scripted(before) : scripted;
  };

  const serve = (plain: Socket): void => {
    const lines: string[] = [];
    heard.push(lines);
    let socket = plain;
    let pending = '';
    let isInMessage = false;
    let message = '';
    let hasSender = false;
    let recipients = 0;
    let extensions = script.extensions ?? ['PIPELINING', 'AUTH PLAIN'];

    /** Whether it went well. */
    const react = (step: string): boolean => {
      const reaction = failure(step) ?? good[step] ?? '500 what?';
      if (reaction === drop) plain.destroy();
      if (typeof reaction !== 'string') return false;
      socket.write(`${reaction}\r\n`);
      return /^[23]/.test(reaction);
    };

    const greet = (): void => {
      const lines = ['scripted.test', ...extensions];
      const last = lines.length - 1;
      for (const [at, line] of lines.entries())
        socket.write(`250${at < last ? '-' : ' '}${line}\r\n`);
    };

    const encrypt = (): void => {
      plain.write(`220 2.0.0 go on\r\n${script.injected ?? ''}`);
      plain.removeAllListeners('data');
      socket = new TLSSocket(plain, {
        isServer: true,
        secureContext: createSecureContext(script.certificate),
      });
      socket.on('error', () => undefined);
      socket.on('data', listen);
      extensions = script.encrypted ?? ['PIPELINING', 'AUTH PLAIN'];
    };

    const command = (line: string): void => {
      lines.push(line);
      const verb = line.split(' ')[0]?.toUpperCase() ?? '';
      if (verb === 'EHLO' && script.reactions?.EHLO === undefined) greet();
      else if (verb === 'HELO') react('EHLO');
      else if (verb === 'STARTTLS' && script.certificate !== undefined) encrypt();
      else if (verb === 'MAIL') hasSender = react(verb);
      else if (verb === 'RCPT' && hasSender) recipients += react(verb) ? 1 : 0;
      else if (verb === 'DATA' && recipients > 0) isInMessage = react(verb);
      else if (verb === 'RCPT' || verb === 'DATA') socket.write('503 5.5.1 not now\r\n');
      else react(verb);
      if (verb === 'QUIT') socket.end();
    };

    const listen = (bytes: Buffer): void => {
      pending += bytes.toString('latin1');
      for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        if (!isInMessage) command(line);
        else if (line !== '.') message += `${line}\r\n`;
        else {
          messages.push(message);
          message = '';
          recipients = 0;
          isInMessage = false;
          react('message');
        }
      }
    };

    plain.on('data', listen);
    react('greeting');
  };

  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    serve(socket);
  });
  const port = await listening(server.listen(0, '127.0.0.1'));
  return {
    server: { kind: 'smtp', host: '127.0.0.1', port, tls },
    heard,
    messages,
    hangUp: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
