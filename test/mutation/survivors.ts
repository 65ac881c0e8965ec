import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Survivors } from './verdict.ts';

const Listed = z.record(z.string(), z.record(z.string().min(10), z.array(z.string()).min(1)));

/** The list beside this file. */
export const survivors = (): Survivors =>
  Listed.parse(JSON.parse(readFileSync(new URL('survivors.json', import.meta.url), 'utf8')));
