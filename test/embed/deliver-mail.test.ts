import { type Account, as, type Letter, type MailOutcome } from '@tenantry/domain';
import { fixedClock } from '@tenantry/memory';
import { describe, expect, it } from 'vitest';
import { applicationInMemory } from './in-memory.ts';

/** An application whose mailer answers what the test says next, or throws it; `sent` has what it was given. */
async function installation(answers: readonly (MailOutcome | Error)[] = []) {
  const clock = fixedClock();
  const sent: Letter[] = [];
  const next = [...answers];
  const app = applicationInMemory({
    clock,
    mailer: {
      send: async (letter) => {
        sent.push(letter);
        const answer = next.shift() ?? { kind: 'sent' };
        if (answer instanceof Error) throw answer;
        return answer;
      },
      close: async () => undefined,
    },
  });
  const made = await app.initialise(
    { name: 'Root', email: 'root@example.com' },
    { caller: as.operator('test') },
  );
  if (!made.ok) throw new Error(made.error.kind);
  const { account } = made.value;
  return { app, clock, sent, account };
}

const invite = (app: Awaited<ReturnType<typeof installation>>['app'], { id }: Account, users = 1) =>
  app.customers.create(
    {
      name: 'Acme',
      users: Array.from({ length: users }, (_, at) => ({
        name: `Person ${at}`,
        email: `person${at}@example.com`,
      })),
    },
    { caller: as.account(id) },
  );

describe('mail that a customer owes', () => {
  it('is sent once to each user, with a link below the public URL', async () => {
    const { app, sent, account } = await installation();
    await invite(app, account, 45);
    expect(await app.deliverMail()).toEqual({ sent: 45, failed: 0 });
    expect(await app.deliverMail()).toEqual({ sent: 0, failed: 0 });
    expect(new Set(sent.map(({ to }) => to.address)).size).toBe(45);
    expect(new Set(sent.map(({ link }) => link)).size).toBe(45);
    for (const { link } of sent)
      expect(link).toMatch(/^https:\/\/accounts\.example\.com\/invitations\/[\w-]{43}$/);
  });

  it('is sent again after a failure, later each time, with the same id and link', async () => {
    const failed = { kind: 'failed', reason: 'no answer' } as const;
    const { app, clock, sent, account } = await installation([failed, failed]);
    await invite(app, account);
    expect(await app.deliverMail()).toEqual({ sent: 0, failed: 1 });
    clock.advance(29);
    expect(await app.deliverMail()).toEqual({ sent: 0, failed: 0 });
    clock.advance(9);
    expect(await app.deliverMail()).toEqual({ sent: 0, failed: 1 });
    clock.advance(59);
    expect(await app.deliverMail()).toEqual({ sent: 0, failed: 0 });
    clock.advance(17);
    expect(await app.deliverMail()).toEqual({ sent: 1, failed: 0 });
    const [first, ...copies] = sent;
    expect(copies).toEqual([first, first]);
  });

  it('goes on past a message that the mailer throws at', async () => {
    const { app, clock, sent, account } = await installation([new Error('bug')]);
    await invite(app, account, 3);
    expect(await app.deliverMail()).toEqual({ sent: 2, failed: 1 });
    clock.advance(60);
    expect(await app.deliverMail()).toEqual({ sent: 1, failed: 0 });
    expect(new Set(sent.map(({ id }) => id)).size).toBe(3);
  });

  it('is given up where the address is refused', async () => {
    const { app, clock, account } = await installation([{ kind: 'refused', reason: '550' }]);
    await invite(app, account);
    expect(await app.deliverMail()).toEqual({ sent: 0, failed: 1 });
    clock.advance(86_400);
    expect(await app.deliverMail()).toEqual({ sent: 0, failed: 0 });
  });

  it('is owed no more once the invitation has run out', async () => {
    const { app, clock, sent, account } = await installation();
    await invite(app, account);
    clock.advance(7 * 86_400);
    expect(await app.deliverMail()).toEqual({ sent: 0, failed: 0 });
    expect(sent).toEqual([]);
  });

  it('stops between two messages when it is asked to', async () => {
    const { app, account } = await installation();
    await invite(app, account, 3);
    expect(await app.deliverMail({ aborted: true })).toEqual({ sent: 0, failed: 0 });
  });
});
