import { err, type Letter, type Persistence, type Unit } from '@tenantry/domain';
import { fixedClock, memoryPersistence } from '@tenantry/memory';
import { expect, it } from 'vitest';
import { applicationOn, initialised, invite, outboxOf, people } from './owing.ts';

/** What becomes of a unit, by what it asks of the outbox; none where it goes as it does. */
type Fate = (
  asked: readonly ('claim' | 'settle')[],
) => 'throws' | 'unavailable' | 'unheard' | undefined;

/** A relay with so much owed. `units` tells what each of its units asked of the outbox. */
async function relaying(owed: number, fate: Fate = () => undefined, onSent: () => void = () => {}) {
  const clock = fixedClock();
  const store = memoryPersistence();
  const sent: string[] = [];
  const mailer = {
    send: async ({ to }: Letter) => {
      sent.push(to.name);
      onSent();
      return { kind: 'sent' as const };
    },
    close: async () => undefined,
  };
  const sound = applicationOn(store, mailer, clock);
  await invite(sound, await initialised(sound), people(owed));

  const units: string[] = [];
  const transact: Persistence['transact'] = async (work) => {
    const asked: ('claim' | 'settle')[] = [];
    const seen = (unit: Unit): Unit => ({
      ...unit,
      deliveries: {
        ...unit.deliveries,
        claim: (claim) => {
          asked.push('claim');
          return unit.deliveries.claim(claim);
        },
        settle: (settlement) => {
          asked.push('settle');
          return unit.deliveries.settle(settlement);
        },
      },
    });
    let met: ReturnType<Fate>;
    const result = await store
      .transact(async (unit) => {
        const done = await work(seen(unit));
        units.push(asked.join(' '));
        met = fate(asked);
        if (met === 'throws' || met === 'unavailable') throw new Error('a fault that was planted');
        return done;
      })
      .catch((fault: unknown) => {
        if (met === 'unavailable') return undefined;
        throw fault;
      });
    return result === undefined || met === 'unheard'
      ? err({ kind: 'Unavailable', retryAfter: 1 })
      : result;
  };
  const relay = applicationOn({ ...store, transact }, mailer, clock);
  const states = async () => (await outboxOf(sound)).map(({ state }) => state).toSorted();
  return { clock, relay, sent, sound, states, units };
}

const once = (fate: Fate): Fate => {
  let isOver = false;
  return (asked) => {
    const met = isOver ? undefined : fate(asked);
    isOver ||= met !== undefined;
    return met;
  };
};
const both: Fate = ({ length }) => (length === 2 ? 'throws' : undefined);

it('settles a message in the unit that claims the next', async () => {
  const { relay, sent, units } = await relaying(3);
  expect(await relay.deliverMail()).toEqual({ sent: 3, failed: 0 });
  expect(sent).toHaveLength(3);
  const pair = 'settle claim';
  expect(units).toEqual(['claim', pair, pair, pair, 'claim']);
});

it('settles by itself what could not be settled together with a claim', async () => {
  const { relay, sent, states, units } = await relaying(3, once(both));
  expect(await relay.deliverMail()).toEqual({ sent: 3, failed: 0 });
  expect(new Set(sent).size).toBe(3);
  expect(sent).toHaveLength(3);
  expect(units.slice(0, 4)).toEqual(['claim', 'settle claim', 'settle', 'claim']);
  expect(await states()).toEqual(['sent', 'sent', 'sent']);
});

it('settles what was sent where nothing can be claimed any more', async () => {
  let claims = 0;
  const fate: Fate = (asked) => (asked.includes('claim') && ++claims > 1 ? 'throws' : undefined);
  const { clock, relay, sent, sound, states } = await relaying(3, fate);
  await expect(relay.deliverMail()).rejects.toThrow('a fault that was planted');
  expect(sent).toHaveLength(1);
  expect(await states()).toEqual(['due', 'due', 'sent']);
  clock.advance(61);
  expect(await sound.deliverMail()).toEqual({ sent: 2, failed: 0 });
  expect(new Set(sent).size).toBe(3);
});

it('goes on where the store was away for both together', async () => {
  const away: Fate = ({ length }) => (length === 2 ? 'unavailable' : undefined);
  const { relay, sent, units } = await relaying(3, once(away));
  expect(await relay.deliverMail()).toEqual({ sent: 3, failed: 0 });
  expect(sent).toHaveLength(3);
  expect(units.slice(0, 4)).toEqual(['claim', 'settle claim', 'settle', 'claim']);
});

it('sends nothing twice where it did not hear that both were done', async () => {
  const unheard: Fate = ({ length }) => (length === 2 ? 'unheard' : undefined);
  const { clock, relay, sent, states } = await relaying(3, once(unheard));
  // The second is under a lease that nobody knows of.
  expect(await relay.deliverMail()).toEqual({ sent: 2, failed: 0 });
  expect(await states()).toEqual(['due', 'sent', 'sent']);
  clock.advance(59);
  expect(await relay.deliverMail()).toEqual({ sent: 0, failed: 0 });
  clock.advance(1);
  expect(await relay.deliverMail()).toEqual({ sent: 1, failed: 0 });
  expect(new Set(sent).size).toBe(3);
  expect(sent).toHaveLength(3);
});

it('claims nothing more once it is asked to stop', async () => {
  const stopping = new AbortController();
  const { relay, sent, sound, units } = await relaying(3, undefined, () => stopping.abort());
  expect(await relay.deliverMail(stopping.signal)).toEqual({ sent: 1, failed: 0 });
  expect(units).toEqual(['claim', 'settle']);
  // The others are nobody's.
  expect(await sound.deliverMail()).toEqual({ sent: 2, failed: 0 });
  expect(new Set(sent).size).toBe(3);
});

it('leaves nothing under a lease that it has claimed by the time it is asked to stop', async () => {
  const stopping = new AbortController();
  const fate: Fate = ({ length }) => {
    if (length === 2) stopping.abort();
    return undefined;
  };
  const { relay, sound, units } = await relaying(3, fate);
  expect(await relay.deliverMail(stopping.signal)).toEqual({ sent: 2, failed: 0 });
  expect(units).toEqual(['claim', 'settle claim', 'settle']);
  expect(await sound.deliverMail()).toEqual({ sent: 1, failed: 0 });
});
