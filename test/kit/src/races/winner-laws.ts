import type { CreatePartnerInput, Result, StoredEvent } from '@tenantry/domain';
import { demand, same, show } from '../contract/expect.ts';
import type { Law } from '../contract/law.ts';
import type { RaceLaw, Track } from './race.ts';

/** That of several who want the same thing at once exactly one gets it. */
export const winnerLaws = (law: RaceLaw): readonly Law[] => [
  law('of partners who want one name exactly one gets it', async (track) => {
    const { racing, by } = track;
    const answers = await track.run([
      racing.partners.create(partner('one', { name: 'Same' }), by()),
      racing.partners.create(partner('two', { name: 'Same' }), by()),
      racing.partners.create(partner('three', { name: 'Same' }), by()),
    ]);
    demandOne(answers, { kind: 'NameTaken', path: ['name'] });
    await demandMade(track, 'PartnerOpened', 1);
  }),

  law('of partners who want what two others have each is told whose it is', async (track) => {
    const { racing, by } = track;
    const [first, second, both] = await track.run([
      racing.partners.create(partner('one', { name: 'First' }), by()),
      racing.partners.create(partner('two', { reference: 'second' }), by()),
      racing.partners.create(partner('three', { name: 'First', reference: 'second' }), by()),
    ]);
    // Whichever came first, what the others wanted besides is not lost to them.
    const made = [first, second, both].filter(({ ok }) => ok).length;
    demand(both.ok ? made === 1 : made === 2, `made: ${show([first, second, both])}`);
    await demandMade(track, 'PartnerOpened', made);
  }),

  law('of accounts that are registered for one mailbox exactly one is', async (track) => {
    const { racing, by } = track;
    const answers = await track.run([
      racing.registers.open({ email: 'same@example.com' }, by()),
      racing.registers.open({ email: 'SAME@Example.COM' }, by()),
      racing.registers.open({ email: 'Same@example.com', mayHaveSubAccounts: true }, by()),
    ]);
    demandOne(answers, { kind: 'EmailTaken', path: ['email'] });
    await demandMade(track, 'AccountRegistered', 1);
  }),

  law('of customers that want one unique reference exactly one gets it', async (track) => {
    const { racing, by } = track;
    const references = [{ name: 'CRM', value: 'same' }];
    const answers = await track.run([
      racing.customers.create({ name: 'One', references }, by()),
      racing.customers.create({ name: 'Two', references }, by()),
    ]);
    demandOne(answers, { kind: 'ReferenceTaken', path: ['references', 0, 'value'] });
    await demandMade(track, 'CustomerOpened', 1);
  }),

  law('of apps of one name exactly one is made', async (track) => {
    const { racing, by } = track;
    const answers = await track.run([
      racing.apps.create({ name: 'Caf\u00e9' }, by()),
      racing.apps.create({ name: 'Cafe\u0301' }, by()),
    ]);
    demandOne(answers, { kind: 'AppNameTaken', path: ['name'] });
    await demandMade(track, 'AppCreated', 1);
  }),

  law('of corrections of one version exactly one is made', async (track) => {
    const { racing, app, by } = track;
    const made = await app.partners.create(partner('one'), by());
    if (!made.ok) throw new Error(show(made.error));
    const { id } = made.value.account;
    const correct = (name: string) =>
      racing.partners.update({ partner: id, version: 1, name }, by());
    const answers = await track.run([correct('First'), correct('Second'), correct('Third')]);
    demandOne(answers, { kind: 'VersionStale', current: 2 });
    const found = await app.partners.find({ partner: id }, by());
    const winner = answers.find(({ ok }) => ok);
    const account = winner?.ok === true ? winner.value.account : undefined;
    same(found.ok && found.value.account, account, 'what is stored is not what won');
  }),

  law('of corrections of one version of each other kind exactly one is made', async (track) => {
    const { racing, app, by, root } = track;
    const customer = await app.customers.create({ name: 'One' }, by());
    const opened = await app.registers.open({ email: 'jane@example.com' }, by());
    if (!customer.ok || !opened.ok) throw new Error(show([customer, opened]));
    const { id: ofCustomer } = customer.value.account;
    const { id: ofRegister } = opened.value.register.account;
    const version = 1;
    const update = {
      customer: (name: string) =>
        racing.customers.update({ customer: ofCustomer, version, name }, by()),
      register: (name: string) =>
        racing.registers.update({ account: ofRegister, version, name }, by()),
      master: (name: string) => racing.masters.update({ master: root, version, name }, by()),
    };
    const answers = await track.run([
      update.customer('First'),
      update.customer('Second'),
      update.register('First'),
      update.register('Second'),
      update.master('First'),
      update.master('Second'),
    ]);
    for (const place of [0, 2, 4])
      demandOne(answers.slice(place, place + 2), { kind: 'VersionStale', current: 2 });
    const names = await Promise.all(
      [ofCustomer, ofRegister, root].map(async (account) => {
        const found = await app.accounts.find({ account }, by());
        return found.ok ? found.value.name : found.error.kind;
      }),
    );
    const winners = answers.flatMap(({ ok }, place) => (ok ? [place % 2] : []));
    same(
      names,
      winners.map((place) => (place === 0 ? 'First' : 'Second')),
      'what is stored is not what won',
    );
  }),
];

/** A partner that has nothing in common with another one, but what is wished. */
export const partner = (
  word: string,
  wishes: Partial<CreatePartnerInput> = {},
): CreatePartnerInput => ({
  name: word,
  reference: word,
  contact: {
    userName: word,
    firstName: 'Jo',
    lastName: 'Doe',
    email: `${word}@example.com`,
    phone: '+39 06 12345',
  },
  ...wishes,
});

const demandOne = (answers: readonly Result<unknown, unknown>[], loss: object): void => {
  const winners = answers.filter(({ ok }) => ok);
  demand(winners.length === 1, `${winners.length} got it: ${show(answers)}`);
  for (const answer of answers)
    if (!answer.ok) same(answer.error, loss, 'a loser heard something else');
};

/** What was refused has left nothing. */
export const demandMade = async (
  { history }: Track,
  kind: StoredEvent['kind'],
  times: number,
): Promise<void> => {
  const events = await history(times);
  const made = events.filter((event) => event.kind === kind).length;
  demand(made === times, `${kind} ${made} times, where ${times} were told`);
};
