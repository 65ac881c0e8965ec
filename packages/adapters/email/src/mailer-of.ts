import type { Mailer } from '@tenantry/domain';
import { outcomeOf } from './outcome.ts';
import type { Templates } from './templates.ts';
import { write } from './written.ts';

/** A message in words, to one person. */
export interface Mail {
  /** The same at every try: what is sent with it once can be known for a copy. */
  readonly id: string;
  /** The address is ASCII. */
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Aborted after 25 seconds, when the message counts as failed. */
  readonly signal: AbortSignal;
}

/**
 * Sends a message, or throws where that may go through later: it is tried again, for three days or so.
 * Nothing of what is thrown is kept but a `code` of capitals, as faults of Node.js have it.
 */
export type SendMail = (mail: Mail) => Promise<unknown>;

/** Milliseconds: after a minute another relay takes a message over. */
const patience = 25_000;

/** Has a function send each message. */
export const mailerOf = (
  send: SendMail,
  { templates }: { readonly templates?: Partial<Templates> } = {},
): Mailer => ({
  send: async (letter) => {
    const written = write(letter, templates);
    if (!written.ok) return { kind: 'refused', reason: written.error };
    const { id, to, subject, text, html } = written.value;
    const signal = AbortSignal.timeout(patience);
    return outcomeOf(async () => {
      await Promise.race([send({ id, to, subject, text, html, signal }), abortOf(signal)]);
    });
  },
  close: async () => {},
});

const abortOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('it took too long')));
  });
