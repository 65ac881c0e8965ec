import type { ApplicationConfig } from './application-config.ts';
import { isLoopback } from './public-url.ts';
import { mailByDefault } from './settings.ts';

/** What of a configuration is decided here; the URL is a valid one. */
export type Demanding = Pick<
  ApplicationConfig,
  'publicUrl' | 'mail' | 'mailFrom' | 'mailer' | 'secret' | 'readOnly'
>;

/**
 * What is missing for production, which begins where the public URL leads to another machine than
 * this: a line for each, naming the setting.
 */
export const productionProblems = (config: Demanding): readonly string[] => {
  if (isLoopback(config.publicUrl)) return [];
  const told = 'where the public URL is not of this machine itself';
  const problems = config.publicUrl.startsWith('https:')
    ? []
    : [`TENANTRY_PUBLIC_URL: https is demanded ${told}`];
  if (config.readOnly === true) return problems;
  if (secretsIn(config).length === 0) problems.push(`TENANTRY_SECRET: must be given ${told}`);
  return [...problems, ...mailProblems(config).map((problem) => `${problem} ${told}`)];
};

function mailProblems({ mail, mailFrom, mailer }: Demanding): readonly string[] {
  if (mailer !== undefined) return [];
  if (mail === undefined || mail === 'console:')
    return ['TENANTRY_MAIL: console: is for development alone, and refused'];
  const isByDefault = mailFrom === undefined || mailFrom === mailByDefault.mailFrom;
  return /^smtps?:/i.test(mail) && isByDefault ? ['TENANTRY_MAIL_FROM: must be given'] : [];
}

/** Whether a database must not forget what it has acknowledged, whatever happens to its machine. */
export const demandsDurable = ({ publicUrl, readOnly }: Demanding): boolean =>
  !isLoopback(publicUrl) && readOnly !== true;

/** The secrets that were given, the newest first. */
export const secretsIn = ({ secret = [] }: Pick<ApplicationConfig, 'secret'>): readonly string[] =>
  typeof secret === 'string' ? [secret] : secret;
