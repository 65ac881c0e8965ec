import { afterAll, describe, expect, it } from 'vitest';
import { stores } from '../embed/stores.ts';
import { password } from '../protocols/admin-accounts-v1-client.ts';
import { openInstallation } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';
import { rounds } from '../rounds.ts';

const racers = 50;

/** One mailbox, spelt as many ways as there are racers. */
const spellings = (round: number): readonly string[] =>
  Array.from({ length: racers }, (_, racer) => {
    const local = mixed(`jane.doe${round}`, racer);
    return `${local}@${mixed('example.com', racer >> 2)}`;
  });

/** Every letter in upper case whose place is a bit of the number. */
const mixed = (text: string, bits: number): string =>
  [...text].map((letter, at) => ((bits >> (at % 6)) & 1 ? letter.toUpperCase() : letter)).join('');

describe.each(stores)('fifty who register one mailbox at once, on $name', ({ open }) => {
  const opened: { close(): Promise<void> }[] = [];
  afterAll(async () => {
    for (const store of opened) await store.close();
  });

  it('have one winner, and the others hear of it', async () => {
    const store = await open();
    opened.push(store);
    const { http, master, key } = await openInstallation({
      around: () => store,
      hasher: quickHasher(),
    });
    const register = async (Email: string): Promise<number> => {
      const person = { Firstname: 'Jane', Lastname: 'Doe', Email };
      const body = { ...person, Password: password, PasswordConfirmation: password };
      const { status } = await http.fetch(
        new Request(`https://tenantry.test/api/v1/admin/accounts/${master.number}`, {
          method: 'POST',
          headers: { api_key: key, 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        }),
      );
      // Where all are waited for too long, whoever is sent away comes again.
      return status === 503 ? register(Email) : status;
    };
    for (let round = 0; round < rounds(3); round++) {
      const statuses = await Promise.all(spellings(round).map(register));
      expect(statuses.toSorted((a, b) => a - b)).toEqual([200, ...Array(racers - 1).fill(409)]);
    }
  });
});
