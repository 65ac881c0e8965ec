import { expect, it } from 'vitest';
import { keepOrder } from './keep-order.ts';
import type { Session } from './session.ts';
import { sessionDialect } from './session-dialect.ts';

const place = { prefix: 'tenantry_' };

/** A server that says whether it was filled from another, and forbids what a text is part of. */
const forbidding = (part: string, isBehind: boolean) => {
  const sent: string[] = [];
  const session: Session = {
    send: async (text) => {
      sent.push(text);
      if (text.includes(part))
        throw Object.assign(new Error('permission denied'), { code: '42501', severity: 'ERROR' });
      return { command: text, rows: [{ is_behind: isBehind }] };
    },
    release: () => undefined,
  };
  return { sent, dialect: sessionDialect(session) };
};

it('lets a role go on that may not read where the history stands: it cannot add to it', async () => {
  const { sent, dialect } = forbidding('event_origin', true);
  await expect(keepOrder(dialect, place)).resolves.toBeUndefined();
  expect(sent).toHaveLength(1);
});

it('lets nobody go on who may not put right what is left behind', async () => {
  const { dialect } = forbidding('setval', true);
  await expect(keepOrder(dialect, place)).rejects.toThrow('open it once with the role that owns');
});

it('asks a role that only reads for nothing more where nothing is left behind', async () => {
  const { sent, dialect } = forbidding('setval', false);
  await keepOrder(dialect, place);
  expect(sent).toHaveLength(1);
});
