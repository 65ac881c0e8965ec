import { type Assets, findAssets, isAsset } from './docs/assets.ts';
import { docsPage, startScript } from './docs/page.ts';
import { refusedAt } from './pages/refused.ts';
import type { Exchange, PageFamily, Reply } from './route.ts';

/**
 * `/docs`: shows `/openapi.json` in a browser that may be cut off from the rest of the world. Nothing
 * is looked for or read before somebody asks; where Swagger UI is not installed, nothing is there.
 */
export const docs = (publicUrl: string, find = findAssets): PageFamily => {
  const refuse = refusedAt(publicUrl);
  let assets: Assets | undefined;

  const withAssets =
    (reply: (assets: Assets, exchange: Exchange) => Promise<Reply> | Reply) =>
    async (exchange: Exchange): Promise<Reply> => {
      assets ??= await find();
      return assets === undefined
        ? refuse({ kind: 'PathNotFound' }, exchange.requestId)
        : reply(assets, exchange);
    };

  return {
    under: '/docs',
    refuse,
    routes: [
      { method: 'GET', path: '/docs', handle: withAssets(({ version }) => docsPage(version)) },
      {
        method: 'GET',
        path: '/docs/start.js',
        handle: async () => ({ status: 200, content: { type: script, text: startScript } }),
      },
      {
        method: 'GET',
        path: '/docs/:asset',
        handle: withAssets(async ({ contentOf }, { parameters, requestId }) => {
          const { asset } = parameters;
          if (!isAsset(asset)) return refuse({ kind: 'PathNotFound' }, requestId);
          return { status: 200, headers: lasting, content: await contentOf(asset) };
        }),
      },
    ],
  };
};

const script = 'text/javascript; charset=utf-8';

/** The page names these by their version. */
const lasting = { 'Cache-Control': 'public, max-age=31536000, immutable' };
