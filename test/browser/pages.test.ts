import type { Http } from '@tenantry/http';
import { type Listening, listen } from '@tenantry/http/node';
import { argon2Hasher } from '@tenantry/runtime';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPages, type Pages } from '../pages/installation.ts';
import { createWithUser } from '../protocols/customers-v2-first-user.ts';
import { absent, openBrowser } from './chromium.ts';
import { type Manner, type Visitor, visitorOf } from './visitor.ts';

const manners: readonly Manner[] = [
  { width: 360, colorScheme: 'light', javaScriptEnabled: false },
  { width: 1280, colorScheme: 'dark', javaScriptEnabled: true },
];

describe.skipIf(absent !== undefined)(
  `in Chromium${absent === undefined ? '' : `, ${absent}`}`,
  () => {
    let server: Listening;
    let pages: Pages;
    let browser: Browser;
    beforeAll(async () => {
      // The installation tells of the address that the server has, so that one comes first.
      const made = Promise.withResolvers<Pick<Http, 'fetch'>>();
      const fetch: Http['fetch'] = async (request) => (await made.promise).fetch(request);
      server = await listen({ fetch }, { port: 0 });
      pages = await openPages({ publicUrl: server.url, hasher: argon2Hasher() });
      made.resolve(pages.http);
      browser = await openBrowser();
    });
    afterAll(async () => {
      await browser.close();
      await server.close();
    });

    const customerFor = (email: string): Promise<string> =>
      createWithUser(
        { url: server.url, key: pages.key, account: pages.master.id },
        { name: 'Jane Doe', email },
      );

    /** Whether a password gives a token, which then opens the account. */
    const signsIn = async (account: string, email: string, password: string): Promise<boolean> => {
      const given = await fetch(`${server.url}/v1/tokens`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ grant: 'password', account, email, password }),
      });
      const token: { readonly access_token?: string } = JSON.parse(await given.text());
      if (token.access_token === undefined) return false;
      const proof = { Authorization: `Bearer ${token.access_token}` };
      const opened = await fetch(`${server.url}/api/v1/admin/accounts/${account}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...proof },
        body: '{}',
      });
      // Whoever is let in is told what is missing.
      expect(opened.status).toBe(400);
      return true;
    };

    /** Opens the newest mail as a person would, and follows its link. */
    const followNewest = async ({ page, look }: Visitor, action: RegExp): Promise<void> => {
      await pages.mailedPath();
      await page.goto(`${server.url}/dev/mail`);
      await look('mail');
      await page.locator('.mails a').first().click();
      await page.frameLocator('iframe').getByRole('link', { name: action }).first().waitFor();
      await look('letter');
      await page.frameLocator('iframe').getByRole('link', { name: action }).first().click();
      await page.getByRole('button').waitFor();
    };

    it.each(manners)(
      'an invitation is accepted and a password reset, $width wide, JavaScript: $javaScriptEnabled',
      async (manner) => {
        const email = `jane.${manner.width}@example.com`;
        const account = await customerFor(email);
        const visitor = await visitorOf(browser, manner, server.url);
        const { page, look } = visitor;

        await followNewest(visitor, /accept/i);
        await look('invitation');
        expect(await signsIn(account, email, 'four blue kettles')).toBe(false);
        await page.getByLabel('New password', { exact: true }).fill('four blue kettles');
        await page.getByLabel('Repeat the new password').fill('four blue kettle');
        await page.keyboard.press('Enter');
        await page.getByRole('alert').waitFor();
        await look('invitation-again');
        // The summary has the focus, and leads to the field, which is empty.
        expect(await page.evaluate('document.activeElement.className')).toBe('summary');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        expect(await page.evaluate('location.hash')).toBe('#passwordConfirmation');
        for (const field of ['#password', '#passwordConfirmation'])
          expect(await page.locator(field).inputValue()).toBe('');
        const wrong = page.getByLabel('Repeat the new password');
        expect(await wrong.getAttribute('aria-invalid')).toBe('true');
        await page.getByLabel('New password', { exact: true }).fill('four blue kettles');
        await wrong.fill('four blue kettles');
        await page.getByRole('button', { name: 'Accept the invitation' }).click();
        await page.getByRole('heading', { name: 'Welcome' }).waitFor();
        await look('welcome');
        expect(await signsIn(account, email, 'four blue kettles')).toBe(true);

        await page.getByText(`${server.url}/a/`).waitFor();
        await page.goto((await page.getByText(`${server.url}/a/`).textContent()) ?? '');
        await look('account');
        await page.getByRole('link', { name: 'Change a password' }).click();
        await look('change');
        await page.getByRole('link', { name: 'Forgotten your password?' }).click();
        await look('reset');
        await page.getByLabel('E-mail address').fill('nobody');
        await page.keyboard.press('Enter');
        await page.getByRole('alert').waitFor();
        await look('reset-again');
        await page.getByLabel('E-mail address').fill(email);
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
        await look('asked');

        await followNewest(visitor, /password/i);
        const link = page.url();
        await look('choice');
        await page.getByLabel('New password', { exact: true }).fill('nine green ladders');
        await page.getByLabel('Repeat the new password').fill('nine green ladders');
        await page.getByRole('button').click();
        await page.getByRole('heading', { name: 'has been changed' }).waitFor();
        await look('changed');
        await page.goto(link);
        await look('void');
        expect(await page.getByRole('heading').textContent()).toBe('This link opens nothing');
        expect(await signsIn(account, email, 'four blue kettles')).toBe(false);
        expect(await signsIn(account, email, 'nine green ladders')).toBe(true);
        await visitor.leave();
      },
    );
  },
);
