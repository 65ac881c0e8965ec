import type { Application, Failure } from '@tenantry/domain';
import { as } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { EndedOtherwise } from '../ending/exit.ts';
import { unparsed } from '../said/unparsed.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import type { FoundRow } from './found-row.ts';
import { importing } from './importing.ts';

/** How an import of one row ends where every attempt to make it is answered so. */
const endingWhere = async (failure: Failure, isStopped = false) => {
  let tries = 0;
  let stop = (): void => undefined;
  const app = unparsed<Application>({
    accounts: { made: async () => ({ ok: false, error: { kind: 'AccountNotFound' } }) },
    customers: {
      create: async () => {
        tries++;
        if (isStopped) setImmediate(stop);
        return { ok: false, error: failure };
      },
    },
  });
  let out = '';
  const surroundings = unparsed<Surroundings>({
    say: () => undefined,
    outAtWork: (text: string) => {
      out += text;
    },
    onStop: (stopping: () => void) => {
      stop = stopping;
    },
  });
  const found: FoundRow = { line: 1, end: 1, text: '{"name":"A"}', issues: [] };
  const ended: unknown = await importing(surroundings, {
    app,
    context: { caller: as.operator('tester') },
    operator: { caller: as.operator('tester') },
    source: { chunks: (async function* () {})(), close: () => undefined },
    rows: (async function* () {
      yield found;
    })(),
    kind: 'customer',
    most: 8,
    isJson: true,
  }).catch((thrown: unknown) => thrown);
  return { tries, out, code: ended instanceof EndedOtherwise ? ended.code : ended };
};

describe('an import that cannot go on', () => {
  it.each(['Busy', 'InProgress', 'Unavailable'] as const)(
    'says so, and not of a row: %s',
    async (kind) => {
      expect(await endingWhere({ kind, retryAfter: 0 })).toEqual({ tries: 5, out: '', code: 8 });
    },
  );

  it('ends as one that was stopped where it was, and waits for nothing any more', async () => {
    expect(await endingWhere({ kind: 'Unavailable', retryAfter: 0.05 }, true)).toEqual({
      tries: 1,
      out: '',
      code: 130,
    });
  });
});
