/**
 * `pnpm measure [DATABASE]`: what an installation does in a second here, on an empty PostgreSQL database,
 * or on a new SQLite file where none is said. Figures compare machines and changes; they promise nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApplication } from '@tenantry/container';
import { figuresOf } from './figures.ts';

const count = 2000;

const folder = mkdtempSync(join(tmpdir(), 'tenantry-measured-'));
const { app, close } = await openApplication({
  database: process.argv[2] ?? `sqlite:${join(folder, 'measured.db')}`,
  migrate: 'auto',
  poolSize: 20,
  mail: `directory:${folder}`,
  publicUrl: 'http://localhost:8080',
  secret: 'of no use to anybody, 32 bytes long',
});
try {
  const cores = availableParallelism();
  console.log(`one process of Node.js ${process.versions.node}, ${cores} cores`);
  const figures = await figuresOf(app, { count, milliseconds: () => performance.now() });
  for (const { what, perSecond } of figures)
    console.log(`${String(perSecond).padStart(7)}/s  ${what}`);
} finally {
  await close();
  rmSync(folder, { recursive: true });
}
