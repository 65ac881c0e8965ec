import {
  type AccountId,
  type AccountView,
  accountKinds,
  type SearchAccountsInput,
} from '@tenantry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';
import { type Step, steps } from './use-case-steps.ts';
import { type Answer, openWorld } from './use-case-world.ts';

type World = Awaited<ReturnType<typeof openWorld>>;
type Attempt = Awaited<ReturnType<World['attemptOf']>>;
type Answered = Awaited<ReturnType<Attempt>>;

/** What is written down of each use. */
const kinds: Readonly<Record<Step['use'], readonly string[]>> = {
  'apps.create': ['AppCreated'],
  'customers.create': ['CustomerOpened'],
  'customers.update': ['CustomerChanged'],
  'masters.update': ['MasterChanged'],
  'partners.create': ['PartnerOpened'],
  'partners.update': ['PartnerChanged', 'AccountSuspended', 'AccountReactivated'],
  'registers.open': ['AccountRegistered'],
  'registers.register': ['AccountRegistered'],
  'registers.update': ['RegisterChanged'],
};

/** Finds again what was answered, by somebody who sees all. */
const demandFound = async (world: World, answer: Answer) => {
  const { partner, register, customer, master, app: made } = answer;
  const { app, operator } = world;
  if (partner !== undefined)
    for (const ref of [partner.account.id, partner.account.number]) {
      const found = await app.partners.find({ partner: ref }, operator);
      if (!found.ok) throw new Error(found.error.kind);
      const { parent, effectiveStatus, ...rest } = found.value;
      expect(rest).toEqual(partner);
      const account = await app.accounts.find({ account: ref }, operator);
      expect(account).toMatchObject({ ok: true, value: { effectiveStatus } });
      expect(parent?.id).toBe(partner.account.ancestors.at(-1));
    }
  if (register !== undefined)
    for (const account of [register.account.id, register.account.number])
      expect(await app.registers.find({ account }, operator)).toEqual({
        ok: true,
        value: register,
      });
  if (customer !== undefined)
    for (const ref of [customer.account.id, customer.account.number])
      expect(await app.customers.find({ customer: ref }, operator)).toEqual({
        ok: true,
        value: customer,
      });
  if (master !== undefined)
    expect(await app.accounts.find({ account: master.id }, operator)).toEqual({
      ok: true,
      value: master,
    });
  if (made !== undefined) {
    const found = await app.apps.list({ account: made.accountId, limit: 200 }, operator);
    expect(found).toMatchObject({ value: { items: expect.arrayContaining([made]) } });
  }
};

/** What a step did, and that it did no more. */
const demandOneChange = (
  before: Awaited<ReturnType<World['snapshot']>>,
  after: typeof before,
  { partner, register, customer, master, app }: Answer,
  use: Step['use'],
) => {
  const opened = partner ?? register ?? customer;
  const accountId = opened?.account.id ?? master?.id ?? app?.accountId;
  expect(after.events.slice(0, before.events.length)).toEqual(before.events);
  const happened = after.events.slice(before.events.length);
  expect(happened).toMatchObject([{ accountId }]);
  expect(kinds[use]).toContain(happened[0]?.kind);
  const others = (stored: typeof before) => ({
    partners: stored.partners.filter(({ account }) => account.id !== accountId),
    registers: stored.registers.filter(({ account }) => account.id !== accountId),
    beneath: stored.beneath.filter(({ account }) => account.id !== accountId),
  });
  expect(others(after)).toEqual(others(before));
  const owed = after.owed.filter(({ id }) => before.owed.every((known) => known.id !== id));
  const members = use === 'customers.update' ? [] : customer?.members;
  const invited = [partner?.contactMember, ...(members ?? [])];
  for (const mail of owed) {
    expect(invited.find((member) => member?.id === mail.membershipId)).toMatchObject({
      status: 'invited',
      generation: mail.generation,
    });
    const earlier = before.owed.filter(({ membershipId }) => membershipId === mail.membershipId);
    for (const { generation } of earlier) expect(generation).toBeLessThan(mail.generation);
  }
  expect(after.owed).toHaveLength(before.owed.length + owed.length);
};

/** The same attempt made again answers the same again, however the account is named. */
const demandReplay = async (attempt: Attempt, { shown, ...answer }: Answer) => {
  const again = await attempt('number');
  if (!again.ok) throw new Error(again.error.kind);
  expect(again.replayed).toBe(true);
  const { shown: shownAgain, ...rest } = again.value;
  expect(rest).toEqual(answer);
  expect(shownAgain?.reveal()).toBe(shown?.reveal());
};

/** A dry run tells what will come of the same attempt, as far as nothing is made for it anew. */
const demandForetold = (dry: Answered, answer: Answered, use: Step['use']) => {
  expect(dry.ok).toBe(answer.ok);
  // It was no attempt: what has the same key afterwards is made.
  expect(answer).not.toHaveProperty('replayed');
  // Where there is a key, which a dry run does not heed, whoever acts no more is told so first.
  if (!answer.ok && answer.error.kind === 'NotAuthenticated') return;
  if (!answer.ok || corrections.has(use)) expect(dry).toEqual(answer);
};

const corrections: ReadonlySet<string> = new Set([
  'customers.update',
  'masters.update',
  'registers.update',
]);

/** Tells the steps to a world of their own, and looks at what each has left. */
const tellAll = async (told: readonly Step[]): Promise<void> => {
  const world = await openWorld();
  for (const step of told) {
    const before = await world.snapshot();
    world.clock.advance(1);
    const attempt = await world.attemptOf(step);
    const dry = await attempt('id', true);
    expect(await world.snapshot()).toEqual(before);
    const answer = await attempt('id');
    demandForetold(dry, answer, step.use);
    const after = await world.snapshot();
    if (!answer.ok) {
      expect(after).toEqual(before);
      continue;
    }
    await demandFound(world, answer.value);
    demandOneChange(before, after, answer.value, step.use);
    await demandReplay(attempt, answer.value);
    expect(await world.snapshot()).toEqual(after);
  }
};

/** Tells the steps to a world of their own; answers what came of each. */
const outcomesOf = async (told: readonly Step[]): Promise<readonly string[]> => {
  const world = await openWorld();
  const outcomes: string[] = [];
  for (const step of told) {
    world.clock.advance(1);
    const attempt = await world.attemptOf(step);
    const answer = await attempt('id');
    outcomes.push(answer.ok ? step.use : answer.error.kind);
  }
  return outcomes;
};

/** All that a search finds, in pages of so many. */
const searched = async ({ app, operator }: World, filter: SearchAccountsInput, limit: number) => {
  const found: AccountView[] = [];
  for (let after: AccountId | undefined; ; ) {
    const page = { ...filter, limit, ...(after === undefined ? {} : { after }) };
    const answer = await app.accounts.search(page, operator);
    if (!answer.ok) throw new Error(answer.error.kind);
    expect(answer.value.items.length).toBeLessThanOrEqual(limit);
    found.push(...answer.value.items);
    after = answer.value.next;
    if (after === undefined) return found;
  }
};

/** Each account by its kind, and each customer by what it is referred to by. */
const demandSearched = async (world: World, limit: number) => {
  const { app, operator, root } = world;
  const tree = await app.accounts.subtree({ account: root.id, limit: 200 }, operator);
  if (!tree.ok) throw new Error(tree.error.kind);
  const all = tree.value.items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  expect(await searched(world, {}, limit)).toEqual(all);
  for (const kind of accountKinds)
    expect(await searched(world, { kind }, limit)).toEqual(
      all.filter((account) => account.kind === kind),
    );
  for (const { id } of all.filter(({ kind }) => kind === 'customer')) {
    const customer = await app.customers.find({ customer: id }, operator);
    if (!customer.ok) throw new Error(customer.error.kind);
    for (const { name, value } of customer.value.references) {
      const found = await searched(world, { reference: { name, value } }, limit);
      expect(found.map((account) => account.id)).toContain(id);
    }
  }
};

const used = Object.keys(kinds);

const refused = [
  'AccountNotFound',
  'AppNameTaken',
  'EmailTaken',
  'Invalid',
  'NameTaken',
  'NotAuthenticated',
  'NotPermitted',
  'ParentInactive',
  'ParentMayNotHave',
  'ParentNotFound',
  'ReferenceTaken',
  'UserNameTaken',
  'VersionStale',
];

describe('whatever is done to accounts of each kind, and to apps', () => {
  it('is foretold by a dry run, and found again as it was answered', async () => {
    await fc.assert(fc.asyncProperty(steps(), tellAll), { numRuns: rounds(36) });
  });

  it('comes to all that may come of it, or the law above would say little', async () => {
    const outcomes = new Set<string>();
    for (const told of fc.sample(steps(20), { numRuns: 150, seed: 1 })) {
      for (const outcome of await outcomesOf(told)) outcomes.add(outcome);
      if ([...used, ...refused].every((outcome) => outcomes.has(outcome))) break;
    }
    for (const outcome of [...used, ...refused]) expect(outcomes).toContain(outcome);
  });

  it('is found by a search, page by page, as the tree and the customers have it', () =>
    fc.assert(
      fc.asyncProperty(steps(), fc.integer({ min: 1, max: 3 }), async (told, limit) => {
        const world = await openWorld();
        for (const step of told) await (await world.attemptOf(step))('id');
        await demandSearched(world, limit);
      }),
      { numRuns: rounds(4) },
    ));
});
