import type { MailOutcome } from '@tenantry/domain';
import { demand, same } from '../contract/expect.ts';
import type { Law } from '../contract/law.ts';
import type { Invitation, MailerLaw } from './trial.ts';

/** What a mailer answers. */
export const outcomeLaws = (law: MailerLaw, canBeCutOff: boolean): readonly Law[] => [
  law('why a letter is refused tells nothing of it', async ({ letter, send }) => {
    const hidden = letter({ to: { name: 'Hidden Name', address: 'hidden.list@a.test,b@b.test' } });
    demandDiscreet(await send(hidden), hidden);
  }),

  law('closing is fine twice, and for a mailer that sent nothing', async ({ mailer }) => {
    await mailer.close();
    await mailer.close();
  }),

  law('closing is fine twice after a letter was sent', async ({ mailer, letter, send }) => {
    await send(letter());
    await mailer.close();
    await mailer.close();
  }),

  ...(canBeCutOff ? cutOffLaws(law) : []),
];

const cutOffLaws = (law: MailerLaw): readonly Law[] => [
  law('while nobody carries mail a letter has failed, which is an answer', async (trial) => {
    const letter = trial.letter();
    await trial.cutOff?.();
    const outcome = await trial.send(letter);
    same(outcome.kind, 'failed', 'it may go through later');
    demandDiscreet(outcome, letter);
  }),

  law(
    'it can be closed twice while nobody carries mail',
    async ({ mailer, letter, send, cutOff }) => {
      await cutOff?.();
      await send(letter());
      await mailer.close();
      await mailer.close();
    },
  ),
];

/** Reasons are logged: what is in a letter must not be. */
function demandDiscreet(outcome: MailOutcome, { to, link, accountName }: Invitation): void {
  if (outcome.kind === 'sent') throw new Error('what cannot be sent was said to be sent');
  const parts = [to.address, ...to.address.split(/[@,]/), to.name, link, accountName];
  for (const part of parts)
    demand(!outcome.reason.includes(part), 'the reason repeats a part of the letter');
  demand(outcome.reason.trim() !== '', 'there is no reason');
}
