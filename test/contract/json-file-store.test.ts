import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryPersistence } from '@tenantry/memory';
import { agrees, bindLaws, persistenceContract } from '@tenantry/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { openJsonFile } from '../../examples/json-file-store/src/json-file-store.ts';
import { rounds } from '../rounds.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenantry-json-'));
let files = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = () => openJsonFile(join(folder, `${files++}.json`));

bindLaws({ describe, it }, 'a JSON file', persistenceContract(open));

describe('an application over a JSON file', () => {
  it('is answered as one in memory is', async () => {
    const agreement = agrees(async () => memoryPersistence(), open, { numRuns: rounds(5) });
    await expect(agreement).resolves.toBeUndefined();
  });
});
