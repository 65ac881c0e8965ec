import type { Clock, Letter, Mailer } from '@tenantry/domain';
import type { Templates } from './templates.ts';
import { write } from './written.ts';

/** A message as a person would have read it. */
export interface KeptMail {
  /** The id of the outbox message; one that is tried again replaces itself. */
  readonly id: string;
  /** When it was handed over. */
  readonly at: Date;
  readonly to: Letter['to'];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** What it asks its reader to follow. */
  readonly link: string;
}

export interface MailboxOptions {
  /** The machine's where nothing is said. */
  readonly clock?: Clock;
  /** Carries each message on, and says how that went; closed with the mailbox. */
  readonly next?: Mailer;
  /** How many messages are kept at most, 200 where nothing is said: the oldest goes first. */
  readonly limit?: number;
  /** In the place of the words of ours, for each kind of letter that it has. */
  readonly templates?: Partial<Templates>;
}

export interface Mailbox extends Mailer {
  /** The newest first. */
  readonly kept: () => readonly KeptMail[];
}

/**
 * Keeps what it is given to send in this process's memory: for development alone, since whoever can
 * look into it can follow the links.
 */
export const createMailbox = ({
  clock = { now: () => new Date() },
  next,
  limit = 200,
  templates,
}: MailboxOptions = {}): Mailbox => {
  // In the order in which they came, which is a Map's own.
  const messages = new Map<string, KeptMail>();
  return {
    send: async (letter) => {
      const written = write(letter, templates);
      if (!written.ok) return { kind: 'refused', reason: written.error };
      const { id, to, subject, text, html } = written.value;
      messages.delete(id);
      messages.set(id, { id, at: clock.now(), to, subject, text, html, link: letter.link });
      for (const oldest of [...messages.keys()].slice(0, Math.max(0, messages.size - limit)))
        messages.delete(oldest);
      return next === undefined ? { kind: 'sent' } : next.send(letter);
    },
    kept: () => [...messages.values()].toReversed(),
    close: async () => next?.close(),
  };
};
