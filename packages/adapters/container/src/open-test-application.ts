import type { Clock } from '@tenantry/domain';
import { createMailbox, type Mailbox } from '@tenantry/email';
import type { ApplicationConfig } from './application-config.ts';
import { type OpenApplication, openApplication } from './open-application.ts';
import { ports } from './ports.ts';
import { installed, load } from './store-packages.ts';

/** A clock that stands still until it is moved. */
interface TestClock extends Clock {
  /** Moves it on by so many seconds. */
  advance(seconds: number): void;
}

export interface OpenTestApplication extends OpenApplication {
  /** Stands still until it is moved. */
  readonly clock: TestClock;
  /** What was delivered, the newest first, with the link of each message. */
  readonly mailbox: Mailbox;
}

export interface TestApplicationOptions
  extends Partial<Pick<ApplicationConfig, 'publicUrl' | 'mailTemplates' | 'telemetry'>> {
  /** Where the clock stands; the first moment of 2025 (UTC) where nothing is said. */
  readonly start?: Date;
}

/**
 * An application for a host's own tests, with nothing to be made ready or cleared away: it keeps
 * everything in memory, the ids count (`00000000-0000-7000-8000-000000000001` and on), and mail that is
 * delivered is there to be read. Each is apart from all others. Needs the package `@tenantry/memory`.
 */
export const openTestApplication = async ({
  start,
  ...given
}: TestApplicationOptions = {}): Promise<OpenTestApplication> => {
  const { countingIds, fixedClock } = await load('memory', installed.memory);
  const clock = fixedClock(start);
  const { mailTemplates: templates } = given;
  const mailbox = createMailbox({ clock, ...(templates === undefined ? {} : { templates }) });
  const own = new Map<symbol, unknown>([
    [ports.clock, clock],
    [ports.ids, countingIds()],
  ]);
  const opened = await openApplication({
    publicUrl: 'http://localhost',
    ...given,
    database: 'memory:',
    mailer: mailbox,
    secret: 'for the tests of a host, and no secret',
    container: { isBound: (port) => own.has(port), getAsync: async (port) => own.get(port) },
  });
  return { ...opened, clock, mailbox };
};
