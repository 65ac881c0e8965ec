import type { Law } from '../contract/law.ts';
import { letterLaws } from './letter-laws.ts';
import { outcomeLaws } from './outcome-laws.ts';
import { recipientLaws } from './recipient-laws.ts';
import { mailerLawsOn, type OpenMailer } from './trial.ts';

/** What a mailer can be asked for besides. */
export interface MailerCapabilities {
  /** Whether `open` answers `cutOff`; no where nothing is said. */
  readonly cutOff?: boolean;
}

/**
 * What every `Mailer` has to do, as laws that know the port and a probe of yours behind it: it tells
 * what has arrived, which a mailer cannot. `open` is called by each law and answers a mailer by which
 * nothing has been sent; the law closes it.
 *
 * `bindLaws({ describe, it }, 'my mailer', mailerContract(open))` makes a test of each.
 */
export const mailerContract = (
  open: OpenMailer,
  { cutOff = false }: MailerCapabilities = {},
): readonly Law[] => {
  const law = mailerLawsOn(open);
  return [...recipientLaws(law), ...letterLaws(law), ...outcomeLaws(law, cutOff)];
};
