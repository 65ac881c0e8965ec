import type { Mailer, Telemetry } from '@tenantry/domain';
import type { Templates } from '@tenantry/email';

/** What is done about a database that is missing or outdated when it is opened. */
export const migrations = ['auto', 'check', 'off'] as const;
export type Migrate = (typeof migrations)[number];

/** What an application is made of. A process gets it from its environment by `parseProcessSettings`. */
export interface ApplicationConfig {
  /** `sqlite:PATH`, `postgres://USER:PASSWORD@HOST:PORT/DATABASE` or `memory:`. */
  readonly database: string;
  /** How many connections to PostgreSQL there are at most; 10 where nothing is said. */
  readonly poolSize?: number;
  /**
   * `smtp://USER:PASSWORD@HOST:PORT`, `smtps://USER:PASSWORD@HOST:PORT`, `directory:PATH` or
   * `console:` (the default).
   */
  readonly mail?: string;
  /** `no-reply@example.com`, or `Example Ltd <no-reply@example.com>`. */
  readonly mailFrom?: string;
  /** In the place of the words of mails, for each kind of letter that it has. */
  readonly mailTemplates?: Partial<Templates>;
  /**
   * Carries mail in the place of the three above, for a service that knows no SMTP, say, or to keep
   * what is sent; closed with the application.
   */
  readonly mailer?: Mailer;
  /** Where people reach this installation: every link begins with it. */
  readonly publicUrl: string;
  /**
   * One secret of 32 bytes or more, or several, the newest first. Without one what needs no secret
   * works.
   */
  readonly secret?: string | readonly string[];
  /** `check` where nothing is said. */
  readonly migrate?: Migrate;
  /** How many passwords are hashed at once. */
  readonly hashConcurrency?: number;
  /** Silent without it. */
  readonly telemetry?: Telemetry;
  /**
   * The caller will only read. In production neither a secret nor mail is demanded then; using
   * them all the same throws, or shows the mail.
   */
  readonly readOnly?: boolean;
}
