import type { Mailer, MailOutcome } from '@tenantry/domain';
import { type Composed, compose } from './compose.ts';
import { senderOf } from './sender.ts';
import { outcomeOfFault, SmtpFault } from './smtp-fault.ts';
import { createSession } from './smtp-session.ts';
import { smtpSessions } from './smtp-sessions.ts';
import type { SmtpServer } from './smtp-url.ts';
import type { Templates } from './templates.ts';
import { turns } from './turns.ts';
import { write } from './written.ts';

export interface SmtpMailerOptions {
  /** As `parseSmtpUrl` reads it. */
  readonly server: SmtpServer;
  /** `no-reply@example.com`, or `Example Ltd <no-reply@example.com>`. */
  readonly from: string;
  /** In the place of the words of ours, for each kind of letter that it has. */
  readonly templates?: Partial<Templates>;
  /**
   * Certificates (PEM) of authorities that are trusted instead of those that the runtime trusts, to
   * which `NODE_EXTRA_CA_CERTS` adds others.
   */
  readonly authorities?: readonly string[];
  /** Milliseconds after which a letter has failed, whatever the server is doing; 25,000. */
  readonly timeout?: number;
  /** Connections that are open at once, at most; 32. One is enough for a server that keeps up. */
  readonly connections?: number;
  /** Milliseconds for which an idle connection is kept; 10,000. */
  readonly idle?: number;
}

/**
 * Sends by SMTP. What goes over the wire as the recipient is the letter's address, character for
 * character, and nobody else. A connection is kept for the next letter, a hundred of them at most, and
 * the one that follows is opened ahead; closing waits for the letters that are on their way.
 */
export const smtpMailer = ({
  server,
  from,
  templates,
  authorities,
  timeout = 25_000,
  connections = 32,
  idle = 10_000,
}: SmtpMailerOptions): Mailer => {
  const sender = senderOf(from);
  const turn = turns(connections);
  const create = () => createSession(server, authorities);
  const sessions = smtpSessions(create, { most: connections, idle, timeout });
  const underWay = new Set<Promise<MailOutcome>>();
  let isClosed = false;

  const deliver = async (message: Composed): Promise<MailOutcome> => {
    const deadline = AbortSignal.timeout(timeout);
    try {
      await turn(deadline, () => sessions.carry(message, deadline));
      return { kind: 'sent' };
    } catch (fault) {
      if (fault instanceof SmtpFault) return outcomeOfFault(fault);
      if (!deadline.aborted) throw fault;
      return { kind: 'failed', reason: 'no connection was free in time' };
    }
  };

  return {
    send: async (letter) => {
      const written = write(letter, templates);
      const composed = written.ok ? await compose(written.value, sender) : written;
      if (!composed.ok) return { kind: 'refused', reason: composed.error };
      if (isClosed) return { kind: 'failed', reason: 'the mailer is closed' };
      const delivering = deliver(composed.value);
      underWay.add(delivering);
      return delivering.finally(() => underWay.delete(delivering));
    },
    close: async () => {
      isClosed = true;
      await Promise.allSettled(underWay);
      await sessions.close();
    },
  };
};
