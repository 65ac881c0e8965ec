import { started } from '../processes.ts';

export interface MailingJob {
  readonly port: number;
  readonly mails: number;
}

export interface BareMail extends AsyncDisposable {
  /** Answers mails in a second. */
  readonly run: (job: MailingJob) => Promise<number>;
}

/**
 * nodemailer with a pool and its defaults in a process of its own: it is given the words of ours to
 * another mailbox each time, all at once, composes and sends, and keeps no account of anything.
 */
export const startBareMail = (): BareMail => {
  const mailing = started<MailingJob, number>(new URL('mailing.ts', import.meta.url));
  return { run: mailing.ask, [Symbol.asyncDispose]: mailing.end };
};
