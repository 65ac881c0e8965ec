import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readQuery } from './query.ts';

const schema = z.strictObject({
  limit: z.int().min(1).default(50),
  name: z.string().min(1).max(5).exactOptional(),
  dryRun: z.boolean().exactOptional(),
});

function outcomeOf(query: string): unknown {
  const read = readQuery(new Request(`http://host/?${query}`), schema);
  return (
    read.query ??
    read.issues.map(({ path: [part, ...at], code }) => `${part} ${at.join()}: ${code}`).toSorted()
  );
}

describe('a query', () => {
  it.each<[string, unknown]>([
    ['', { limit: 50 }],
    ['&&', { limit: 50 }],
    ['limit=7', { limit: 7 }],
    ['limit=99999999999999999999999', { limit: Number.MAX_SAFE_INTEGER }],
    ['name=7', { limit: 50, name: '7' }],
    ['name=true', { limit: 50, name: 'true' }],
    ['name=%C3%A9+b', { limit: 50, name: 'é b' }],
    ['n%61me=a', { limit: 50, name: 'a' }],
    ['dryRun=true', { limit: 50, dryRun: true }],
    ['dryRun=false', { limit: 50, dryRun: false }],
    ['limit=0', ['query limit: format']],
    ['limit=-3', ['query limit: format']],
    ['limit=1.5', ['query limit: type']],
    ['limit=1e2', ['query limit: type']],
    ['limit=007', ['query limit: type']],
    ['limit=', ['query limit: type']],
    ['limit', ['query limit: type']],
    ['limit=1&limit=2', ['query limit: duplicate']],
    ['name=', ['query name: tooShort']],
    ['name=%ff', ['query name: format']],
    ['name=%C3', ['query name: format']],
    ['dryRun=1', ['query dryRun: type']],
    ['dryRun=TRUE', ['query dryRun: type']],
    ['limits=1', ['query limits: unknown']],
    [
      'Limit=1&=x&__proto__=y',
      ['query : unknown', 'query Limit: unknown', 'query __proto__: unknown'],
    ],
    ['%ff=1', ['query %ff: unknown']],
    [
      'limit=0&name=toolong&dryRun=x&y=1&y=2&name=b',
      ['query dryRun: type', 'query limit: format', 'query name: duplicate', 'query y: unknown'],
    ],
    [Array.from({ length: 101 }, (_, at) => `a${at}=`).join('&'), ['query : tooMany']],
  ])('%s', (query, expected) => {
    expect(outcomeOf(query)).toEqual(expected);
  });
});
