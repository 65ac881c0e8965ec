import { EventEmitter } from 'node:events';
import { tmpdir } from 'node:os';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { hostConnections, ownConnections } from './connections.ts';
import type { PgPoolClient } from './options.ts';

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

/** One that is lost in the very moment in which its pool hands it over. */
class Lost extends EventEmitter implements PgPoolClient {
  query = () => Promise.reject(new Error('nothing should be asked of it'));
  release = () => undefined;
}

describe('a client of a pool', () => {
  it('that is lost as it is handed over ends no process, and is told as lost', async () => {
    const client = new Lost();
    const { take } = hostConnections({
      connect: (taken) => {
        taken?.(undefined, client);
        client.emit('error', new Error('lost'));
        return undefined;
      },
    });
    const session = await take();
    await expect(session.send('SELECT 1')).rejects.toThrow('was lost');
    session.release('usable');
    expect(client.listenerCount('error')).toBe(0);
  });

  it('comes also of a pool that promises it, whether it passes a callback on or not', async () => {
    const client = new Lost();
    for (const connect of [
      async () => client,
      async (taken?: (fault: undefined, given: PgPoolClient) => void) => {
        taken?.(undefined, client);
        return undefined;
      },
    ])
      (await hostConnections({ connect }).take()).release('usable');
    expect(client.listenerCount('error')).toBe(0);
    const refusing = { connect: () => Promise.reject(new Error('Connection terminated')) };
    await expect(hostConnections(refusing).take()).rejects.toThrow('cannot be reached');
  });
});
