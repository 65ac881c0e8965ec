import { err, ok } from '@tenantry/domain';
import { repositories } from '@tenantry/sql';
import { expect, it } from 'vitest';
import { postgresFlavour } from './flavour.ts';
import type { PgResult } from './options.ts';
import { units } from './units.ts';

/** A server that answers as it is told to, and with the text of the statement where it is not. */
const unitsOn = (answer: (text: string) => Promise<PgResult> | undefined) => {
  const sent: string[] = [];
  const session = {
    send: async (text: string): Promise<PgResult> => {
      sent.push(text);
      return (await answer(text)) ?? { command: text, rows: [] };
    },
    release: () => undefined,
  };
  const connections = {
    take: async () => session,
    mostUnits: 1,
    close: async () => undefined,
  };
  return { sent, ...units(connections, repositories(postgresFlavour, { prefix: '' })) };
};

it('a COMMIT that the driver failed may have been carried out', async () => {
  const { transact } = unitsOn((text) =>
    text === 'COMMIT' ? Promise.reject(new Error('of the driver alone')) : undefined,
  );
  const answer = await transact(async ({ records }) => ok(await records.installation()));
  expect(answer).toEqual({ ok: false, error: { kind: 'Unavailable', retryAfter: 1 } });
});

it('nothing is committed before all is answered that was asked, whoever awaits it', async () => {
  // The server knows nothing of such a fault, and would commit the rest.
  const cannotBeSent = new TypeError('of the driver alone');
  const { sent, transact } = unitsOn((text) =>
    text.startsWith('select')
      ? Promise.resolve().then(() => Promise.reject(cannotBeSent))
      : undefined,
  );
  const unit = transact(async ({ records }) => {
    records.installation().catch(() => undefined);
    return ok(undefined);
  });
  await expect(unit).rejects.toMatchObject({ cause: cannotBeSent });
  expect(sent.at(-1)).toBe('ROLLBACK');
  expect(sent).not.toContain('COMMIT');
});

it('a write that nobody awaits is sent before the COMMIT, and never behind a ROLLBACK', async () => {
  for (const isKept of [true, false]) {
    const { sent, transact } = unitsOn(async (command) => ({ command, rows: [{ id: 1 }] }));
    await transact(async ({ records }) => {
      records.setSecretCheck('another').catch(() => undefined);
      return isKept ? ok('kept') : err('not to be kept');
    });
    const ends = sent.findIndex((text) => text === 'COMMIT' || text === 'ROLLBACK');
    const wrote = sent.findIndex((text) => text.startsWith('update'));
    expect(ends).toBe(sent.length - 1);
    expect(wrote !== -1).toBe(isKept);
  }
});
