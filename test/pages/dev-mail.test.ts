import { createHttp } from '@tenantry/http';
import { describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { joined, openPages, origin, resetPath } from './installation.ts';

describe('the mail of a development server', () => {
  it('is listed, the newest first, and shown with links that work', async () => {
    const pages = await openPages();
    expect((await pages.get('/dev/mail')).text).toContain('There is none yet.');
    await joined(pages);
    pages.clock.advance(60);
    const path = await resetPath(pages);
    const list = await pages.get('/dev/mail');
    const links = list.elements
      .filter(({ name }) => name === 'a')
      .map(({ text, attributes }) => [text, attributes.get('href')] as const);
    const [newest, oldest] = links;
    expect(links).toHaveLength(2);
    expect(oldest?.[0]).toContain('Invitation');
    const at = new URL(newest?.[1] ?? '').pathname;
    const letter = await pages.get(at);
    const hrefs = letter.elements.flatMap(({ attributes }) => attributes.get('href') ?? []);
    expect(hrefs).toContain(origin + path);
    const frame = letter.elements.find(({ name }) => name === 'iframe');
    expect(frame?.attributes.get('sandbox')).toBe('allow-top-navigation-by-user-activation');
    const framed = await pages.get(
      new URL(frame?.attributes.get('src') ?? '', origin + at).pathname,
    );
    expect(framed.status).toBe(200);
    expect(framed.body).toContain(`href="${origin}${path}"`);
    expect(framed.body).toMatch(/<head><base target="_top">/);
    expect(framed.headers.get('Content-Security-Policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'self'; " +
        "base-uri 'none'; sandbox allow-top-navigation-by-user-activation",
    );
    for (const missing of ['/dev/mail/x', '/dev/mail/x/html', '/dev/mail/', '/dev/mail/x/y'])
      expect((await pages.get(missing)).status).toBe(404);
  });

  it('is shown under names of ours alone, so that no site can read it', async () => {
    const { http } = await openPages();
    const statusAt = async (url: string) => (await http.fetch(new Request(url))).status;
    for (const home of [origin, 'http://localhost:8080', 'http://127.0.0.1:1', 'http://[::1]:1'])
      expect(await statusAt(`${home}/dev/mail`)).toBe(200);
    for (const other of ['http://evil.test', 'http://localhost.evil.test', `${origin}:8443`])
      for (const path of ['/dev/mail', '/dev/mail/x', '/dev/mail/x/html'])
        expect(await statusAt(other + path)).toBe(403);
  });

  it('is nowhere else', async () => {
    const { app } = await openPages();
    const http = createHttp(app);
    const response = await http.fetch(new Request(`${origin}/dev/mail`));
    expect(response.status).toBe(404);
    expect(response.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8');
    expect(http.pages.some(({ path }) => path.startsWith('/dev'))).toBe(false);
    expect(expectOk(await app.brand())).toBe('Tenantry');
  });
});
