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
    let http: Http;
    beforeAll(async () => {
      // The description tells of the address that the server has, so that one comes first.
      const made = Promise.withResolvers<Http>();
      const fetch: Http['fetch'] = async (...asked) => (await made.promise).fetch(...asked);
      server = await listen({ fetch }, { port: 0 });
      const publicUrl = `${server.url}/beneath/this`;
      ({ http } = await openInstallation({ publicUrl, hasher: quickHasher() }));
      made.resolve(http);
      browser = await openBrowser();
    });
    afterAll(async () => {
      await browser.close();
      await server.close();
    });

    it('is shown beneath a prefix, can be tried out, and asks nobody else', async () => {
      const page = await browser.newPage();
      // As long as a test may take, on a machine that does much else.
      page.setDefaultTimeout(110_000);
      const complaints: string[] = [];
      const asked = new Set<string>();
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', ({ message }) => complaints.push(message));
      page.on('request', (request) => asked.add(request.url()));
      await page.goto(`${server.url}/beneath/this/docs`);

      const operation = page.locator('#operations-Service-checkHealth');
      await operation.getByText('Does the process answer?').click();
      await operation.getByRole('button', { name: 'Try it out' }).click();
      await operation.getByRole('button', { name: 'Execute' }).click();
      const answered = operation.locator('.live-responses-table .response-col_status');
      await answered.filter({ hasText: '200' }).waitFor();
      expect(await page.locator('.opblock').count()).toBe(http.operations.length);
      expect(complaints).toEqual([]);

      const names = ['docs', 'docs/start.js', 'openapi.json', 'healthz'];
      const paths = [...asked].map((url) => url.replace(`${server.url}/beneath/this/`, ''));
      expect(paths.filter((path) => !names.includes(path))).toEqual([
        expect.stringMatching(/^docs\/swagger-ui\.css\?[\d.]+$/),
        expect.stringMatching(/^docs\/swagger-ui-bundle\.js\?[\d.]+$/),
      ]);
      await page.close();
    });
  },
);
