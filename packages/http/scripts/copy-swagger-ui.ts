/**
 * Puts the files of Swagger UI that `/docs` serves into `dist`, with their licence: whoever installs
 * what is packed has no need of the package that they come from, whose install tells its maker.
 * From its sources the package serves them where they are installed.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const manifest = require.resolve('swagger-ui-dist/package.json');
const to = join(import.meta.dirname, '../dist/swagger-ui');

mkdirSync(to, { recursive: true });
for (const name of [
  'swagger-ui.css',
  'swagger-ui-bundle.js',
  'swagger-ui-bundle.js.LICENSE.txt',
  'LICENSE',
  'NOTICE',
])
  copyFileSync(join(dirname(manifest), name), join(to, name));
const version = /"version": ?"([\d.]+)"/.exec(readFileSync(manifest, 'utf8'))?.[1];
writeFileSync(join(to, 'version.json'), `${JSON.stringify({ version })}\n`);
