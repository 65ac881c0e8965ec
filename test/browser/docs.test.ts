import type { Http } from '@tenantry/http';
import { type Listening, listen } from '@tenantry/http/node';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openInstallation } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';
import { absent, openBrowser } from './chromium.ts';

describe.skipIf(absent !== undefined)(
  `the description in Chromium${absent === undefined ? '' : `, ${absent}`}`,
  () => {
    let server: Listening;
    let browser: Browser;
    beforeAll(async () => {
      // The description tells of the address that the server has, so that one comes first.
      const made = Promise.withResolvers<Pick<Http, 'fetch'>>();
      const fetch: Http['fetch'] = async (...asked) => (await made.promise).fetch(...asked);
      server = await listen({ fetch }, { port: 0 });
      const { http } = await openInstallation({ publicUrl: server.url, hasher: quickHasher() });
      made.resolve(http);
      browser = await openBrowser();
    });
    afterAll(async () => {
      await browser.close();
      await server.close();
    });

    it('is shown, and tried out, and nothing leaves the machine', async () => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      const complaints: string[] = [];
      const asked: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(`${server.url}/docs`);

      const operation = page.locator('#operations-Tenantry-issueToken');
      await operation.getByText('Get a bearer token').click();
      await operation.getByRole('button', { name: 'Try it out' }).click();
      await operation.getByRole('button', { name: 'Execute' }).click();
      // The key of the example opens nothing.
      await operation.locator('.live-responses-table .response-col_status', { hasText: '401' }).waitFor();

      if (process.env['TENANTRY_TEST_PICTURES'] !== undefined)
        await page.screenshot({ path: `${process.env['TENANTRY_TEST_PICTURES']}/docs.png`, fullPage: true });
      console.log(asked, complaints);
      await page.close();
    });
  },
);
