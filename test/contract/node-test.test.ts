import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { memoryPersistence } from '@tenantry/memory';
import { persistenceContract } from '@tenantry/testing';
import { describe, expect, it } from 'vitest';
import { compiled } from '../cli/started.ts';

const fixture = fileURLToPath(new URL('./fixtures/memory-laws.ts', import.meta.url));

describe('the contract', () => {
  it('runs under node:test as it does here', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--test', '--test-reporter=tap', fixture],
      { env: { ...process.env, ...compiled() }, timeout: 50_000 },
    );
    const laws = persistenceContract(async () => memoryPersistence());
    expect(stdout).toContain(`# tests ${laws.length}`);
    expect(stdout).toContain(`# pass ${laws.length}`);
    expect(stdout).toContain('# fail 0');
  });
});
