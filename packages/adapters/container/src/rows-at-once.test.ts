import { expect, it } from 'vitest';
import { rowsAtOnce } from './rows-at-once.ts';

it.each([
  ['postgres://tenantry@localhost/tenantry', 16],
  ['sqlite:tenantry.db', 8],
  ['memory:', 8],
  ['no such thing', 8],
])('for %s', (url, rows) => expect(rowsAtOnce(url)).toBe(rows));
