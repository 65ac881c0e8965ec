import { openPostgres } from '@tenantry/postgres';
import { expect, it, onTestFinished } from 'vitest';
import { install } from '../embed/stores.ts';
import { expectOk } from '../protocols/installation.ts';
import { migratedDatabase } from './migrated.ts';
import { type Sent, wiretap } from './wiretap.ts';

const command = {
  name: 'Acme',
  users: [
    { name: 'Jane Doe', email: 'jane@example.com' },
    { name: 'John Doe', email: 'john@example.com' },
  ],
  workflows: [{ workflowDefinitionId: '17', workflowName: 'default' }],
  references: [{ name: 'CRM', value: '17' }],
  configurations: { first: { a: 1 } },
};

/** From the beginning of the only unit to its end. */
const isBegin = (text: string): boolean => text.startsWith('BEGIN ISOLATION LEVEL READ COMMITTED');

const unitOf = (sent: readonly Sent[]): readonly Sent[] => {
  const texts = sent.map(({ text }) => text);
  expect(texts.filter(isBegin)).toHaveLength(1);
  return sent.slice(texts.findIndex(isBegin), texts.indexOf('COMMIT') + 1);
};

const flightsOf = (sent: readonly Sent[]): number => new Set(sent.map(({ flight }) => flight)).size;

it('a customer is made in ten statements and fewer round trips, BEGIN and COMMIT among them', async () => {
  const tap = await wiretap(await migratedDatabase());
  onTestFinished(() => tap.close());
  const { app, caller } = await install(() => openPostgres({ url: tap.url }));
  const before = tap.sent().length;
  expectOk(await app.customers.create(command, { caller }));
  const unit = unitOf(tap.sent().slice(before));
  expect(unit.length).toBeLessThanOrEqual(10);
  expect(flightsOf(unit)).toBeLessThan(10);
});

it('a read fixes its moment in one round trip and is answered in the next', async () => {
  const tap = await wiretap(await migratedDatabase());
  onTestFinished(() => tap.close());
  const store = await openPostgres({ url: tap.url });
  onTestFinished(() => store.close());
  await store.fits();
  const before = tap.sent().length;
  await store.read(({ records }) => records.installation());
  expect(flightsOf(tap.sent().slice(before, before + 2))).toBe(2);
});

it('a read of one question is one statement', async () => {
  const tap = await wiretap(await migratedDatabase());
  onTestFinished(() => tap.close());
  const store = await openPostgres({ url: tap.url });
  onTestFinished(() => store.close());
  await store.fits();
  const before = tap.sent().length;
  await store.read(({ records }) => records.installation(), 'once');
  await store.fits();
  const texts = tap.sent().map(({ text }) => text);
  expect(texts.slice(before, before + 2)).toEqual([
    expect.stringMatching(/^select .* from "tenantry_installation"$/),
    expect.not.stringMatching(/^ROLLBACK/),
  ]);
});
