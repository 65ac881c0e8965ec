import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Composed } from './compose.ts';
import { isReply, SessionEnded, SmtpFault, type Stage } from './smtp-fault.ts';
import type { SmtpServer } from './smtp-url.ts';

/** A connection to a server, on which one message follows another. Whatever throws, ends it. */
export interface Session {
  /** Connects, encrypts and logs in as the setting says; throws an `SmtpFault`. */
  open(deadline: AbortSignal): Promise<void>;
  /** Throws an `SmtpFault`. */
  send(message: Composed, deadline: AbortSignal): Promise<void>;
  isOpen(): boolean;
  /** Says goodbye, and waits for the answer a moment at most. */
  quit(): Promise<void>;
}

type Done = (fault: Error | null | undefined) => void;

const moment = 1_000;
/** The library's own limits are out of the way: a deadline covers all that a letter waits for. */
const later = 600_000;

/** `authorities` (PEM) are trusted instead of those of the runtime. */
export const createSession = (server: SmtpServer, authorities?: readonly string[]): Session => {
  const { host, port, tls, login } = server;
  const lost = Promise.withResolvers<never>();
  lost.promise.catch(() => undefined);
  const connection = new SMTPConnection({
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'required',
    ignoreTLS: tls === 'never',
    // Said aloud, because an environment variable of the runtime says otherwise for all that do not.
    tls: {
      rejectUnauthorized: true,
      ...(authorities === undefined ? {} : { ca: [...authorities] }),
    },
    connectionTimeout: later,
    greetingTimeout: later,
    socketTimeout: later,
    socketCloseTimeout: moment,
    // What it logs goes no further. What came before the handshake it throws away, and goes on: but
    // no server says anything then, so somebody stands between.
    logger: {
      info: (entry: object) => {
        if ('discarded' in entry)
          lost.reject(new SessionEnded('somebody else spoke for the server'));
      },
    },
  });
  let isOver = false;
  connection.on('error', lost.reject);
  connection.once('end', () => {
    isOver = true;
    // The library ends a connection before it tells why: what it tells is worth more.
    setImmediate(() => lost.reject(new SessionEnded('the connection was lost')));
  });

  const quit = () =>
    new Promise<void>((resolve) => {
      if (isOver) return resolve();
      const impatience = setTimeout(() => connection.close(), moment);
      connection.once('end', () => {
        clearTimeout(impatience);
        resolve();
      });
      connection.quit();
    });

  /** Waits for the library, for the loss of the connection, and no longer than the deadline. */
  const step = async (
    stage: Stage,
    deadline: AbortSignal,
    begin: (done: Done) => void,
    isUntouched: () => boolean,
  ): Promise<void> => {
    const answer = Promise.withResolvers<void>();
    const giveUp = () => answer.reject(deadline.reason);
    deadline.addEventListener('abort', giveUp, { once: true });
    try {
      deadline.throwIfAborted();
      begin((fault) => (fault ? answer.reject(fault) : answer.resolve()));
      await Promise.race([answer.promise, lost.promise]);
    } catch (cause) {
      // A server that answered deserves a goodbye, for which nobody has to wait.
      if (isReply(cause)) void quit();
      else connection.close();
      throw new SmtpFault(stage, cause, !deadline.aborted && !isReply(cause) && isUntouched());
    } finally {
      deadline.removeEventListener('abort', giveUp);
    }
  };

  return {
    isOpen: () => !isOver,
    quit,
    open: async (deadline) => {
      const connect = (done: Done) => connection.connect(done);
      await step('connecting', deadline, connect, () => false);
      const enter = (done: Done) => {
        if ((tls === 'implicit' || tls === 'required') && !connection.secure)
          return done(new SessionEnded('the connection is not encrypted'));
        if (login === undefined) return done(undefined);
        // Mail that is not taken from strangers would come back as refused for good.
        if (!connection.allowsAuth) return done(new SessionEnded('the server knows no login'));
        connection.login({ user: login.user, pass: login.password }, done);
      };
      await step('logging in', deadline, enter, () => false);
    },
    send: async ({ from, to, message }, deadline) => {
      const body = Readable.from(message);
      const send = (done: Done) => connection.send({ from, to: [to] }, body, done);
      await step('sending', deadline, send, () => !body.readableDidRead);
    },
  };
};
