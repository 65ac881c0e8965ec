import { describe, expect, it } from 'vitest';
import { emptyDatabase } from '../postgres/server.ts';
import { emptyFolder } from './folder.ts';
import { tenantry } from './tenantry.ts';

describe('doctor, of a PostgreSQL database', () => {
  it('says how it is before it is made and after', async () => {
    const TENANTRY_DATABASE = await emptyDatabase();
    const TENANTRY_SECRET = 'a secret of these tests with 32 bytes or more';
    const here = {
      folder: emptyFolder(),
      environment: { TENANTRY_DATABASE, TENANTRY_SECRET },
    };
    const examined = () => {
      const { code, out } = tenantry(here, ['doctor', '--json']);
      const findings = out.trim().split('\n');
      return { code, findings: findings.map((line) => JSON.parse(line)) };
    };
    const before = examined();
    expect(before.code).toBe(1);
    expect(before.findings).toContainEqual(
      expect.objectContaining({ check: 'schema', result: 'fail' }),
    );
    tenantry(here, ['init', '--name', 'Root', '--email', 'root@example.com']);
    const { code, findings } = examined();
    expect(code).toBe(0);
    expect(findings.map(({ check }) => check)).toEqual(
      expect.arrayContaining(['database', 'durability', 'clock', 'connections', 'secret fits']),
    );
    expect(findings.find(({ check }) => check === 'database').message).toMatch(/^PostgreSQL \d+/);
  });
});
