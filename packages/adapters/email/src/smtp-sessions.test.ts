import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { SmtpFault } from './smtp-fault.ts';
import { smtpSessions } from './smtp-sessions.ts';

const limits = { most: 4, idle: 10_000, timeout: 10_000 };
const message = { from: 'a@example.com', to: 'b@example.com', message: Buffer.from('') };
const soon = () => AbortSignal.timeout(10_000);

/** Sessions that are numbered as they are made, and what became of each of them. */
const server = (greet: (session: number) => Promise<void> = async () => undefined) => {
  const seen: string[] = [];
  const sent: number[] = [];
  const create = () => {
    const number = sent.push(0) - 1;
    let isOpen = false;
    return {
      open: async (deadline: AbortSignal) => {
        seen.push(`open ${number}`);
        const aborted = new Promise<never>((_, reject) =>
          deadline.addEventListener('abort', () => reject(new Error('given up'))),
        );
        await Promise.race([greet(number), aborted]).catch((cause: unknown) => {
          throw new SmtpFault('connecting', cause, false);
        });
        isOpen = true;
      },
      send: async () => {
        sent[number] = (sent[number] ?? 0) + 1;
      },
      isOpen: () => isOpen,
      quit: async () => {
        seen.push(`quit ${number}`);
      },
    };
  };
  return { create, seen, sent };
};

const carried = async (
  { carry }: Pick<ReturnType<typeof smtpSessions>, 'carry'>,
  messages: number,
): Promise<void> => {
  for (let left = messages; left > 0; left--) await carry(message, soon());
};

describe('sessions with a server', () => {
  it('follow one another after a hundred messages, each opened before it is needed', async () => {
    const { create, seen, sent } = server();
    const sessions = smtpSessions(create, limits);
    await carried(sessions, 5);
    expect(seen).toEqual(['open 0']);
    await carried(sessions, 1);
    expect(seen).toEqual(['open 0', 'open 1']);
    await carried(sessions, 244);
    expect(sent).toEqual([100, 100, 50, 0]);
    await sessions.close();
    expect(seen.toSorted()).toEqual(
      [0, 1, 2, 3]
        .flatMap((one) => [`open ${one}`])
        .concat([0, 1, 2, 3].map((one) => `quit ${one}`)),
    );
  });

  it('wait for the one that is being opened, and open no other beside it', async () => {
    const greeting = Promise.withResolvers<void>();
    const { create, sent } = server((session) =>
      session === 1 ? greeting.promise : Promise.resolve(),
    );
    const sessions = smtpSessions(create, limits);
    await carried(sessions, 100);
    const next = carried(sessions, 1);
    await new Promise(setImmediate);
    expect(sent).toEqual([100, 0]);
    greeting.resolve();
    await next;
    expect(sent).toEqual([100, 1]);
    await sessions.close();
  });

  it('are opened by whoever needs one where the one that was to follow could not be', async () => {
    const { create, sent } = server(async (session) => {
      if (session === 1) throw new Error('not now');
    });
    const sessions = smtpSessions(create, limits);
    await carried(sessions, 101);
    expect(sent).toEqual([100, 0, 1]);
    await sessions.close();
  });

  it('are never more than there may be', async () => {
    const { create, seen, sent } = server();
    const sessions = smtpSessions(create, { ...limits, most: 1 });
    await carried(sessions, 101);
    expect(sent).toEqual([100, 1]);
    expect(seen).toEqual(['open 0', 'quit 0', 'open 1']);
    await sessions.close();
  });

  it('end after a while where the next is not needed', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { create, seen, sent } = server();
    const sessions = smtpSessions(create, limits);
    await carried(sessions, 6);
    vi.advanceTimersByTime(limits.idle / 2);
    await carried(sessions, 1);
    vi.advanceTimersByTime(limits.idle / 2);
    expect(seen).toEqual(['open 0', 'open 1', 'quit 1']);
    await carried(sessions, 1);
    expect(sent).toEqual([8, 0]);
    await sessions.close();
  });

  it('are given up in the middle of opening once nobody sends any more', async () => {
    const never = new Promise<void>(() => undefined);
    const { create, sent } = server((session) => (session === 1 ? never : Promise.resolve()));
    const sessions = smtpSessions(create, limits);
    await carried(sessions, 6);
    await sessions.close();
    expect(sent).toEqual([6, 0]);
  });
});
