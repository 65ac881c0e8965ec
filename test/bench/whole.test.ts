import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { root } from '../docs/documents.ts';

/** What is asked of how fast and how fair it is: a row for each, and in which bar. */
const asked: readonly (readonly [name: string, bar: string | null])[] = [
  ['whole customers per second over HTTP, SQLite, 64 connections', '>= 1.5'],
  ['processor time of a create, same run', '<= 4'],
  ['the same with 5 ms added to each sync', '>= 10'],
  ['whole customers per second over HTTP, PostgreSQL, 32 connections', '>= 0.6'],
  ['p99 of other requests while the hash queue is full', '<= 3'],
  ['registrations per second over HTTP', '>= 0.9'],
  ['Basic-authenticated creates per second, one caller', '>= 0.7'],
  ...atAMillion('SQLite', 'beneath the master account'),
  ...atAMillion('SQLite', 'beneath one parent, at depth 10'),
  ...atAMillion('PostgreSQL', 'beneath one parent, at depth 10'),
  ["second process's write p99 on a SQLite file that a server saturates", '<= 20'],
  ['longest event-loop stall of either, meanwhile', '<= 3'],
  ['p99 of suspending a parent under 64 creators, SQLite', '<= 3'],
  ['p99 of suspending a parent under 64 creators, PostgreSQL', '<= 3'],
  ['import of 100,000 customers, rows per second', '>= 0.5'],
  ['relay: mails per second to a local SMTP sink', '>= 0.7'],
  ['1,000 model runs of 20 commands on memory', null],
  ['start to ready, SQLite, an empty installation', null],
  ['start to ready, SQLite, 1,000,000 accounts', null],
  ['customers with 2 invitations per second, called in process', null],
  ['registrations per second, called in process (argon2id, as is our default)', null],
];

const Lines = z.array(
  z.object({
    name: z.string(),
    bar: z.string().nullable(),
    ratio: z.number().nullable(),
    holds: z.boolean(),
    fault: z.string().optional(),
  }),
);

/** It adds to how long a sync takes. */
const hasStrace = spawnSync('strace', ['-V'], { stdio: 'ignore' }).status === 0;

describe('the bench, of which little of everything is done', () => {
  let lines: z.infer<typeof Lines> = [];

  beforeAll(async () => {
    const words = ['--yes', 'pnpm@10.34.9', '--silent', 'bench', '--brief', '--json'];
    const child = spawn('npx', words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, said] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    if (out === '') throw new Error(said);
    // Nothing else is on standard output, or it would be no JSON.
    lines = Lines.parse(JSON.parse(out));
  }, 1_200_000);

  it('has a row for all that is asked, each with its bar', () => {
    expect(lines.map(({ name, bar }) => [name, bar])).toEqual(asked);
  });

  it('measures all that can be measured here; what cannot be does not hold', () => {
    const unmeasured = lines.filter(({ fault }) => fault !== undefined);
    const expected = hasStrace ? [] : ['the same with 5 ms added to each sync'];
    expect(unmeasured).toEqual(
      expected.map((name) =>
        expect.objectContaining({ name, ratio: null, holds: false, fault: expect.any(String) }),
      ),
    );
    const measured = lines.filter(({ fault }) => fault === undefined);
    expect(measured.filter(({ ratio }) => ratio === null)).toEqual([]);
  });

  it('has each row in its document, in the same order, and no other', () => {
    const document = readFileSync(join(root, 'bench/README.md'), 'utf8');
    const [, figures = ''] = document.split('<!-- figures: ');
    const quoted = [...figures.matchAll(/^\| ([^|]+) \| [^|]+ \| (?:[\d.]+|-) \| /gm)];
    expect(quoted.map(([, name]) => name)).toEqual(lines.map(({ name }) => name));
  });
});

function atAMillion(database: string, where: string): readonly (readonly [string, string])[] {
  return ['authenticate', 'children page', 'reference search', 'outbox claim', 'create'].map(
    (operation) => [`p99 of ${operation}, ${database}, 1,000,000 accounts ${where}`, '<= 1.5'],
  );
}
