import { mkdirSync, writeFileSync } from 'node:fs';
import { releasedAt } from './released.ts';
import { described } from './served.ts';

// Keeps the description as the one that is released: what the next one is held against.
mkdirSync(new URL('.', releasedAt), { recursive: true });
writeFileSync(releasedAt, `${JSON.stringify(await described(), null, 2)}\n`);
