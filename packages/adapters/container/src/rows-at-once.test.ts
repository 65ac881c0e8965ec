import { expect, it } from 'vitest';
import { rowsAtOnce } from './rows-at-once.ts';

it.each([
  ['postgres://tenantry@localhost/tenantry', 16],
  ['sqlite:tenantry.db', 64],
  ['memory:', 64],
  ['no such thing', 64],
])('for %s', (url, rows) => expect(rowsAtOnce(url)).toBe(rows));
