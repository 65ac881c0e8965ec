import { describe, expect, it } from 'vitest';
import { docs } from './docs.ts';
import { routeFinder } from './find-route.ts';
import type { Reply } from './route.ts';

const open = (...how: Parameters<typeof docs>) => {
  const find = routeFinder(docs(...how).routes);
  return async (path: string): Promise<Reply> => {
    const found = find('GET', path);
    if (found.kind !== 'RouteFound') throw new Error(`nothing at ${path}`);
    const { route, parameters } = found;
    return route.handle({
      request: new Request(`https://tenantry.test${path}`),
      requestId: 'id',
      parameters,
      recognise: () => {},
      admit: async () => ({ ok: true, value: undefined }),
      standing: () => undefined,
    });
  };
};

describe('/docs', () => {
  it('loads what is there, named from where it is, and nothing else', async () => {
    const get = open('https://tenantry.test/under');
    const { content, headers } = await get('/docs');
    expect(content?.type).toBe('text/html; charset=utf-8');
    const named = [...(content?.text ?? '').matchAll(/(?:src|href)="([^"]+)"/g)];
    const paths = named.flatMap(([, path = '']) => path);
    expect(paths.map((path) => path.split('?')[0])).toEqual([
      'data:,',
      'docs/swagger-ui.css',
      'openapi.json',
      'docs/swagger-ui-bundle.js',
      'docs/start.js',
    ]);
    for (const path of paths.filter((one) => one.startsWith('docs/')))
      expect((await get(new URL(path, 'https://tenantry.test').pathname)).status).toBe(200);
    const policy = headers?.['Content-Security-Policy'] ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; /);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(content?.text).not.toMatch(/<script>|<style|\son\w+=/);
  });

  it('asks nobody about the document, and shows no other', async () => {
    const { content } = await open('https://tenantry.test')('/docs/start.js');
    expect(content?.type).toBe('text/javascript; charset=utf-8');
    expect(content?.text).toContain('validatorUrl: null');
    expect(content?.text).toContain('queryConfigEnabled: false');
    expect(content?.text).not.toContain('://');
  });

  it('has its files for long, under the name of their version', async () => {
    const get = open('https://tenantry.test');
    expect((await get('/docs')).content?.text).toMatch(/swagger-ui\.css\?\d+\.\d+\.\d+"/);
    const { content, headers } = await get('/docs/swagger-ui.css');
    expect(content?.type).toBe('text/css; charset=utf-8');
    expect(headers?.['Cache-Control']).toBe('public, max-age=31536000, immutable');
    expect(await get('/docs/swagger-ui.css')).toEqual(await get('/docs/swagger-ui.css'));
  });

  it('is encoded once, however often it is asked for', async () => {
    const get = open('https://tenantry.test');
    const bytes = async () => (await get('/docs/swagger-ui-bundle.js')).content?.bytes;
    const first = await bytes();
    expect(first?.byteLength).toBeGreaterThan(100_000);
    expect(await bytes()).toBe(first);
  });

  it.each(['package.json', 'index.html', '..', '__proto__', 'swagger-ui.js'])(
    'gives away no other file: %s',
    async (name) => {
      const reply = await open('https://tenantry.test')(`/docs/${name}`);
      expect([reply.status, reply.content?.type]).toEqual([404, 'text/html; charset=utf-8']);
    },
  );

  it('is nothing where Swagger UI is not installed', async () => {
    const get = open('https://tenantry.test', async () => undefined);
    for (const path of ['/docs', '/docs/swagger-ui.css'])
      expect((await get(path)).status).toBe(404);
  });
});
