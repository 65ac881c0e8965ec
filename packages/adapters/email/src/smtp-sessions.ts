import type { Composed } from './compose.ts';
import { SmtpFault } from './smtp-fault.ts';
import type { Session } from './smtp-session.ts';

export interface SessionLimits {
  /** Sessions that are open at once; so many messages are carried at once at most. */
  readonly most: number;
  /** Milliseconds for which one that nobody uses is kept. */
  readonly idle: number;
  /** Milliseconds that opening one may take for which no message waits. */
  readonly timeout: number;
}

/** RFC 5321 knows no limit; servers do, and end a session in the middle of a message. */
const mostOfOneSession = 100;

/**
 * After so many messages of a session the one that is to follow it is opened: a server may let wait a
 * while before it greets, which holds up nobody then.
 */
const aheadAfter = 5;

/** Keeps sessions from one message to the next. */
export const smtpSessions = (create: () => Session, { most, idle, timeout }: SessionLimits) => {
  const resting = new Map<Session, { readonly sent: number; readonly timer: NodeJS.Timeout }>();
  const closing = new AbortController();
  let carrying = 0;
  let opening: Promise<void> | undefined;

  const rest = (session: Session, sent: number): void => {
    if (sent >= mostOfOneSession) return void session.quit();
    const timer = setTimeout(() => {
      resting.delete(session);
      void session.quit();
    }, idle);
    resting.set(session, { sent, timer });
  };

  /** Of those that rest, the one that has sent most: the others may not be needed, and end. */
  const wake = (): { readonly session: Session; readonly sent: number } | undefined => {
    for (const [session, { sent, timer }] of [...resting].toSorted(
      ([, a], [, b]) => b.sent - a.sent,
    )) {
      clearTimeout(timer);
      resting.delete(session);
      if (session.isOpen()) return { session, sent };
    }
    return undefined;
  };

  /** What goes wrong here goes wrong again for whoever needs a session, and is told then. */
  const openAhead = (): void => {
    const session = create();
    opening = session
      .open(AbortSignal.any([closing.signal, AbortSignal.timeout(timeout)]))
      .then(
        () => rest(session, 0),
        () => undefined,
      )
      .finally(() => {
        opening = undefined;
      });
  };

  const found = async (): Promise<ReturnType<typeof wake>> => {
    const woken = wake();
    if (woken !== undefined || opening === undefined) return woken;
    await opening;
    return wake();
  };

  const carry = async (message: Composed, deadline: AbortSignal): Promise<void> => {
    const woken = await found();
    if (woken !== undefined)
      try {
        const { session, sent } = woken;
        if (sent === aheadAfter && carrying + resting.size < most) openAhead();
        await session.send(message, deadline);
        return rest(session, sent + 1);
      } catch (fault) {
        // The server had ended it meanwhile, and has not seen the message.
        if (!(fault instanceof SmtpFault && fault.isUntouched)) throw fault;
      }
    const session = create();
    await session.open(deadline);
    await session.send(message, deadline);
    rest(session, 1);
  };

  return {
    /** Over a session that is open, or a new one; throws an `SmtpFault`. */
    carry: async (message: Composed, deadline: AbortSignal): Promise<void> => {
      carrying++;
      try {
        await carry(message, deadline);
      } finally {
        carrying--;
      }
    },
    /** Ends those that rest: nothing may be under way. */
    close: async (): Promise<void> => {
      closing.abort();
      await opening;
      const sessions = [...resting];
      resting.clear();
      for (const [, { timer }] of sessions) clearTimeout(timer);
      await Promise.all(sessions.map(([session]) => session.quit()));
    },
  };
};
