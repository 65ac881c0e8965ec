import type { Letter, Mailer, MailOutcome, Persistence } from '@tenantry/domain';
import { fixedClock, memoryPersistence } from '@tenantry/memory';
import { afterEach, describe, expect, it } from 'vitest';
import { stores } from '../embed/stores.ts';
import { expectOk } from '../protocols/installation.ts';
import { rounds } from '../rounds.ts';
import { applicationOn, initialised, invite, outboxOf, people } from './owing.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

const mailer = (send: Mailer['send']): Mailer => ({ send, close: async () => undefined });

const addresses = (letters: readonly Letter[]) => letters.map(({ to }) => to.address).toSorted();

/** Every tenth unit that has come to its end falls through all the same. */
const faltering = (store: Persistence): Persistence => {
  let units = 0;
  return {
    ...store,
    transact: (work) =>
      store.transact(async (unit) => {
        const result = await work(unit);
        if (result.ok && ++units % 10 === 0) throw new Error('a fault that was planted');
        return result;
      }),
  };
};

describe.each(stores)('what is committed and what is sent, on $name', ({ open }) => {
  it('are the same, whatever falls through', async () => {
    const store = await open();
    opened.push(store);
    const letters: Letter[] = [];
    const send: Mailer['send'] = async (letter) => {
      letters.push(letter);
      return { kind: 'sent' };
    };
    const sound = applicationOn(store, mailer(send));
    const context = await initialised(sound);
    const app = applicationOn(faltering(store), mailer(send));
    const committed: string[] = [];
    for (const name of people(rounds(30)))
      try {
        await invite(app, context, [name]);
        committed.push(`${name}@example.com`);
      } catch (fault) {
        expect(fault).toMatchObject({ message: 'a fault that was planted' });
      }
    expect(committed).toHaveLength(rounds(30) - Math.floor(rounds(30) / 10));
    await sound.deliverMail();
    expect(addresses(letters)).toEqual(committed.toSorted());
  });
});

/** How a letter fares, by the first word of its address. */
const fates: Readonly<Record<string, MailOutcome>> = {
  good: { kind: 'sent' },
  refused: { kind: 'refused', reason: 'the server refused the recipient (550 5.1.1)' },
  failed: { kind: 'failed', reason: 'the server put off the recipient (451)' },
};

const fateOf = ({ to }: Letter) => to.address.split('.')[0] ?? '';

describe('a letter that cannot be sent', () => {
  it('is tried as often as it may go through, and keeps no other', async () => {
    const clock = fixedClock();
    const tries: { readonly fate: string; readonly address: string; readonly at: number }[] = [];
    const start = clock.now().getTime();
    const app = applicationOn(
      memoryPersistence(),
      mailer(async (letter) => {
        const fate = fateOf(letter);
        const at = (clock.now().getTime() - start) / 1000;
        tries.push({ fate, address: letter.to.address, at });
        return fates[fate] ?? { kind: 'sent' };
      }),
      clock,
    );
    const context = await initialised(app);
    const names = ['refused', 'failed', 'good'].flatMap((fate) =>
      Array.from({ length: fate === 'good' ? 30 : 5 }, (_, number) => `${fate}.${number}`),
    );
    await invite(app, context, names);
    // In the first round each is tried once, whatever comes of the others.
    expect(await app.deliverMail()).toEqual({ sent: 30, failed: 10 });
    expect(tries).toHaveLength(40);

    // Two days, minute by minute, with good ones coming in.
    for (let minute = 1; minute <= 2_880; minute++) {
      clock.advance(60);
      if (minute % 720 !== 0) await app.deliverMail();
      else {
        await invite(app, context, [`good.later.${minute}`]);
        expect(await app.deliverMail()).toMatchObject({ sent: 1 });
      }
    }
    const refused = tries.filter(({ fate }) => fate === 'refused');
    expect(refused).toHaveLength(5);
    for (let number = 0; number < 5; number++) {
      const address = `failed.${number}@example.com`;
      const at = tries.filter((one) => one.address === address).map((one) => one.at);
      expect(at).toHaveLength(12);
      // 30 s, doubled up to 6 h, a quarter more at most; seen by the minute.
      for (let tried = 1; tried < at.length; tried++) {
        const waited = (at[tried] ?? 0) - (at[tried - 1] ?? 0);
        const least = Math.min(30 * 2 ** (tried - 1), 21_600);
        expect(waited).toBeGreaterThanOrEqual(least);
        expect(waited).toBeLessThanOrEqual(least * 1.25 + 60);
      }
    }
    const waits = tries
      .filter(({ fate, at }) => fate === 'failed' && at > 3_600)
      .map(({ at }) => at);
    // Those that failed together do not all come back together.
    expect(new Set(waits).size).toBeGreaterThan(12);

    const [customer] = expectOk(await app.accounts.children({}, context)).items;
    const account = customer?.id ?? '';
    const members = expectOk(await app.members.list({ account, limit: 100 }, context));
    const mailOf = (name: string) => members.items.find((member) => member.name === name)?.mail;
    expect(mailOf('good.0')).toMatchObject({ state: 'sent' });
    expect(mailOf('refused.0')).toEqual({
      state: 'undeliverable',
      attempts: 1,
      reason: 'the server refused the recipient (550 5.1.1)',
    });
    expect(mailOf('failed.0')).toEqual({
      state: 'undeliverable',
      attempts: 12,
      reason: 'the server put off the recipient (451)',
    });
  });

  it('and takes its time keeps one relay, not the others', async () => {
    const slow: (() => void)[] = [];
    const letters: Letter[] = [];
    const store = memoryPersistence();
    const relay = () =>
      applicationOn(
        store,
        mailer(async (letter) => {
          if (fateOf(letter) === 'slow') await new Promise<void>((resolve) => slow.push(resolve));
          letters.push(letter);
          return { kind: 'sent' };
        }),
      );
    const app = relay();
    const context = await initialised(app);
    await invite(app, context, ['slow.0', 'slow.1', 'slow.2', ...people(30)]);
    const running = Array.from({ length: 4 }, () => relay().deliverMail());
    await expect.poll(() => letters.length, { timeout: 10_000 }).toBe(30);
    expect(slow).toHaveLength(3);
    for (const go of slow) go();
    await Promise.all(running);
    expect(letters).toHaveLength(33);
  });
});

describe('while nobody carries mail', () => {
  it('accounts are made all the same, and all of it is delivered afterwards', async () => {
    const clock = fixedClock();
    const letters: Letter[] = [];
    let isDown = true;
    const app = applicationOn(
      memoryPersistence(),
      mailer(async (letter) => {
        if (isDown) return { kind: 'failed', reason: 'connecting failed (ECONNREFUSED)' };
        letters.push(letter);
        return { kind: 'sent' };
      }),
      clock,
    );
    const context = await initialised(app);
    const names = people(40);
    for (const [at, name] of names.entries()) {
      await invite(app, context, [name]);
      if (at % 2 === 0) await app.deliverMail();
      clock.advance(15);
    }
    expect(letters).toEqual([]);
    isDown = false;
    for (let minute = 0; minute < 15; minute++) {
      clock.advance(60);
      await app.deliverMail();
    }
    expect(addresses(letters)).toEqual(names.map((name) => `${name}@example.com`).toSorted());
    expect((await outboxOf(app)).every(({ state }) => state === 'sent')).toBe(true);
  });
});
