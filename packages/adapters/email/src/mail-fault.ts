import { accessSync, constants } from 'node:fs';
import { parseMailUrl } from './mailer-for.ts';
import { outcomeOfFault, SmtpFault } from './smtp-fault.ts';
import { createSession } from './smtp-session.ts';
import type { SmtpServer } from './smtp-url.ts';

/**
 * Why no mail could be sent just now by what a URL names; undefined where nothing is in the way that
 * shows without sending any. A server is connected to and logged in to, and left again. Answers within
 * `timeout` milliseconds, 10,000, in words of ours: nothing that the server says is repeated.
 */
export const findMailFault = async (url: string, timeout = 10_000): Promise<string | undefined> => {
  const mail = parseMailUrl(url);
  if (!mail.ok) return mail.error;
  switch (mail.value.kind) {
    case 'console':
      return undefined;
    case 'directory':
      return faultOfDirectory(mail.value.directory);
    case 'smtp':
      return faultOfServer(mail.value, timeout);
  }
};

async function faultOfServer(server: SmtpServer, timeout: number): Promise<string | undefined> {
  const session = createSession(server);
  try {
    await session.open(AbortSignal.timeout(timeout));
    await session.quit();
    return undefined;
  } catch (fault) {
    if (!(fault instanceof SmtpFault)) throw fault;
    const outcome = outcomeOfFault(fault);
    return outcome.kind === 'sent' ? undefined : outcome.reason;
  }
}

function faultOfDirectory(directory: string): string | undefined {
  try {
    accessSync(directory, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (fault) {
    const code: unknown = fault instanceof Error ? Reflect.get(fault, 'code') : undefined;
    return `the directory cannot be written to (${String(code)})`;
  }
}
