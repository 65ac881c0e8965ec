import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blocksOf } from '../docs/documents.ts';
import { rounds } from '../rounds.ts';
import { emptyFolder } from './folder.ts';
import { compiled } from './started.ts';
import { bundledCli, tenantry } from './tenantry.ts';

const environment = { TENANTRY_SECRET: 'a secret of these tests with 32 bytes or more' };

const count = 500;

const linesOf = (out: string): readonly string[] => out.split('\n').filter((line) => line !== '');

/** An installation, and beside it a file of so many rows. */
const withRows = () => {
  const folder = emptyFolder();
  const here = { folder, environment };
  tenantry(here, ['init', '--name', 'Root', '--email', 'root@example.com']);
  const rows = Array.from({ length: count }, (_, at) =>
    JSON.stringify({
      kind: 'customer',
      // Half of them are known by what they say.
      ...(at % 2 === 0 ? { key: `row ${at}` } : {}),
      name: `Customer ${at % 50}`,
      users: [{ name: 'Jane Doe', email: `jane${at}@example.com` }],
    }),
  );
  writeFileSync(join(folder, 'rows.ndjson'), rows.join('\n'));
  return here;
};

/** Starts an import, and ends it the hard way once it has told of so many rows. */
const killedAfter = async (folder: string, told: number): Promise<NodeJS.Signals | null> => {
  const { node, main } = bundledCli();
  const child = spawn(node, [main, 'import', 'rows.ndjson', '--json'], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', ...compiled(), ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let lines = 0;
  child.stdout.on('data', (bytes: Buffer) => {
    lines += linesOf(bytes.toString()).length;
    if (lines >= told) child.kill('SIGKILL');
  });
  const [, signal] = await once(child, 'close');
  return signal;
};

describe('an import that is killed', () => {
  it('is resumed by the same command, with nothing made twice', { timeout: 600_000 }, async () => {
    for (let round = 0; round < rounds(1); round++) {
      const here = withRows();
      expect(await killedAfter(here.folder, 1 + ((round * 37 + 113) % 250))).toBe('SIGKILL');
      const { code, out } = tenantry(here, ['import', 'rows.ndjson', '--json']);
      expect(code).toBe(0);
      const rows = linesOf(out).map((line) => JSON.parse(line));
      expect(new Set(rows.map(({ id }) => id)).size).toBe(count);
      expect(rows.some(({ status }) => status === 'exists')).toBe(true);
      expect(linesOf(tenantry(here, ['tree', '--json']).out)).toHaveLength(count + 1);
      expect(tenantry(here, ['verify']).code).toBe(0);
    }
  });

  it('does not end well where nobody reads its report, or there is no room for it', async () => {
    const here = withRows();
    const { node, main } = bundledCli();
    const ended = async (script: string) => {
      const child = spawn('bash', ['--norc', '-c', script], {
        cwd: here.folder,
        env: { PATH: process.env['PATH'] ?? '', ...compiled(), ...environment },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
      const [code] = await once(child, 'close');
      return { code, said };
    };
    const command = `'${node}' '${main}' import rows.ndjson`;
    const gone = await ended(`${command} | true; exit "\${PIPESTATUS[0]}"`);
    const full = await ended(`${command} > /dev/full`);
    for (const { code, said } of [gone, full]) {
      expect(code).toBe(1);
      expect(said).toMatch(/^tenantry: standard output: [^\n]*run it again\n$/);
    }
  });
});

it('goes as docs/import.md shows it', () => {
  const folder = emptyFolder();
  tenantry({ folder, environment }, ['init', '--name', 'Root', '--email', 'root@example.com']);
  const { node, main } = bundledCli();
  const shell = `tenantry() { '${node}' '${main}' "$@"; }\n${blocksOf('docs/import.md', 'sh').join('\n')}`;
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--norc', '-euo', 'pipefail', '-c', shell],
    {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', ...compiled(), ...environment },
      encoding: 'utf8',
    },
  );
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const statuses = [...stdout.matchAll(/(planned|made|exists)/g)].map(([found]) => found);
  expect(statuses.join(' ')).toBe(
    [3, 3, 3, 2, 5]
      .flatMap((times, at) =>
        Array.from({ length: times }, () => ['planned', 'made', 'exists', 'made', 'made'][at]),
      )
      .join(' '),
  );
});
