/** The process of nodemailer alone. */
import { createTransport } from 'nodemailer';
import { another } from '../load/requests.ts';
import { invitationWords } from '../mail/invited.ts';
import { answering } from '../processes.ts';
import type { MailingJob } from './mail.ts';

const words = invitationWords();

const run = async ({ port, mails }: MailingJob): Promise<number> => {
  const { subject, text, html } = await words;
  const transport = createTransport({ pool: true, host: '127.0.0.1', port, ignoreTLS: true });
  try {
    const begun = performance.now();
    await Promise.all(
      Array.from({ length: mails }, () =>
        transport.sendMail({
          from: { name: 'Tenantry', address: 'no-reply@localhost' },
          to: { name: 'Jane Doe', address: `jane.${another()}@example.com` },
          subject,
          text,
          html,
          headers: { 'Auto-Submitted': 'auto-generated' },
        }),
      ),
    );
    return mails / ((performance.now() - begun) / 1000);
  } finally {
    transport.close();
  }
};

answering(run);
