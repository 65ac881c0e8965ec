import type { Mailer, Telemetry } from '@tenantry/domain';
import type { SendMail, Templates } from '@tenantry/email';
import type { HostContainer } from './host-container.ts';
import type { HostDatabase } from './host-database.ts';

/** What is done about a database that is missing or outdated when it is opened. */
export const migrations = ['auto', 'check', 'off'] as const;
export type Migrate = (typeof migrations)[number];

/** What an application is made of. A process gets it from its environment by `parseProcessSettings`. */
export interface ApplicationConfig {
  /**
   * `sqlite:PATH`, `postgres://USER:PASSWORD@HOST:PORT/DATABASE` or `memory:`; or the host's own: a pool
   * of pg, with an `error` listener, which stays the host's to end; a handle of better-sqlite3 or a
   * kysely on SQLite, whose file is opened once more. A kysely on PostgreSQL has a pool: give that.
   */
  readonly database: string | HostDatabase;
  /** What stands before the names of our tables; `tenantry_` where nothing is said. */
  readonly prefix?: string;
  /** The schema of PostgreSQL that our tables live in; that of the connection where nothing is said. */
  readonly schema?: string;
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
   * Carries mail in the place of `mail` and `mailFrom`, for a service that knows no SMTP, say, or to
   * keep what is sent: a function that is given each message in words, and throws where it cannot be
   * sent; or else a mailer, which has words of its own and is closed with the application.
   */
  readonly mailer?: SendMail | Mailer;
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
  /**
   * The host's own container, of inversify or any like it: a port that is bound there is taken from
   * there. Nothing is put into it, and what it has stays its own to close.
   */
  readonly container?: HostContainer;
}
