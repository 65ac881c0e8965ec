import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Debian's, unless another is named. */
const executablePath = process.env['TENANTRY_TEST_CHROMIUM'] ?? '/usr/bin/chromium';

/** Why nothing can be tested in a browser here; undefined where it can. */
export const absent = existsSync(executablePath)
  ? undefined
  : `skipped: there is no ${executablePath}`;

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath });
