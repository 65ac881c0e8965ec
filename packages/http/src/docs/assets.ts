import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Content } from '../route.ts';

const types = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
} as const;

type Asset = keyof typeof types;

export const isAsset = (name: string | undefined): name is Asset =>
  name !== undefined && Object.hasOwn(types, name);

/** The files of Swagger UI. */
export interface Assets {
  /** Another version has other files. */
  readonly version: string;
  readonly contentOf: (asset: Asset) => Promise<Content>;
}

/**
 * Finds the files, each of which is read once, when it is first asked for: those that were packed with
 * this, else those of the package that they come from. Undefined where there are none: a host that was
 * bundled may have left them out.
 */
export const findAssets = async (): Promise<Assets | undefined> => {
  const manifest = existsSync(packed) ? packed : installed();
  if (manifest === undefined) return undefined;
  const { version } = Manifest.parse(JSON.parse(await readFile(manifest, 'utf8')));
  const known = new Map<Asset, Content>();
  return {
    version,
    contentOf: async (asset) => {
      const content =
        known.get(asset) ?? (await read(join(dirname(manifest), asset), types[asset]));
      known.set(asset, content);
      return content;
    },
  };
};

const Manifest = z.object({ version: z.string() });

const packed = fileURLToPath(new URL('../swagger-ui/version.json', import.meta.url));

const require = createRequire(import.meta.url);

function installed(): string | undefined {
  try {
    return require.resolve('swagger-ui-dist/package.json');
  } catch {
    return undefined;
  }
}

const read = async (path: string, type: string): Promise<Content> => ({
  type,
  bytes: await readFile(path),
});
