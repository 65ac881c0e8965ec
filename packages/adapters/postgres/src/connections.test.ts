import { tmpdir } from 'node:os';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ownConnections } from './connections.ts';

const refused = (rest: string): unknown => {
  try {
    return ownConnections(`postgres://jane:hunter2@127.0.0.1:${rest}`, 1);
  } catch (fault) {
    expect(inspect(fault, { depth: 10, showHidden: true })).not.toContain('hunter2');
    return fault;
  }
};

describe('a URL', () => {
  it.each([
    ['sslrootcert', '/nowhere/ca.pem', 'ENOENT'],
    ['sslcert', '/nowhere/a%20b.pem', 'ENOENT'],
    ['sslkey', tmpdir(), 'EISDIR'],
  ])('whose %s cannot be read is refused with its name and why', (name, file, code) => {
    expect(refused(`1/x?sslmode=verify-full&${name}=${file}`)).toMatchObject({
      message: `${name}: ${decodeURIComponent(file)} cannot be read (${code})`,
    });
  });

  it('that cannot be read itself is told to nobody', () => {
    expect(refused('port/x?sslcert=')).toBeInstanceOf(TypeError);
  });
});
