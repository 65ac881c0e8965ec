import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';

export interface Manner {
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
  readonly javaScriptEnabled: boolean;
}

/** A folder for pictures of each page, for whoever wants to see them. */
const pictures = process.env['TENANTRY_TEST_PICTURES'];

/**
 * Somebody at a browser. Whatever they look at must fit its width, keep its own policy, and ask for
 * nothing anywhere else.
 */
export const visitorOf = async (browser: Browser, manner: Manner, origin: string) => {
  const { width, colorScheme, javaScriptEnabled } = manner;
  const viewport = { width, height: 780 };
  const context = await browser.newContext({ viewport, colorScheme, javaScriptEnabled });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // A refused form is answered with its status, which Chromium notes as an error.
    if (!message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) complaints.push(request.url());
  });
  let seen = 0;
  return {
    page,
    /** Looks at the page as it stands. */
    look: async (name: string): Promise<void> => {
      seen += 1;
      const file = `${[width, colorScheme, String(seen).padStart(2, '0'), name].join('-')}.png`;
      if (pictures !== undefined)
        await page.screenshot({ path: join(pictures, file), fullPage: true });
      expect({ name, width: await widthOf(page) }).toEqual({ name, width });
      expect(await page.locator('h1').count()).toBe(1);
      expect(complaints).toEqual([]);
    },
    leave: async (): Promise<void> => {
      expect(await context.cookies()).toEqual([]);
      await context.close();
    },
  };
};

export type Visitor = Awaited<ReturnType<typeof visitorOf>>;

/** How wide the page is, whatever the window is. */
const widthOf = (page: Page): Promise<unknown> =>
  page.evaluate('document.scrollingElement.scrollWidth');
