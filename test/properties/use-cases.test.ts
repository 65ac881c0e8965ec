import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';
import { type Step, steps } from './use-case-steps.ts';
import { type Answer, openWorld } from './use-case-world.ts';

type World = Awaited<ReturnType<typeof openWorld>>;
type Attempt = Awaited<ReturnType<World['attemptOf']>>;

/** What is written down of each use. */
const kinds: Readonly<Record<Step['use'], readonly string[]>> = {
  'apps.create': ['AppCreated'],
  'partners.create': ['PartnerOpened'],
  'partners.update': ['PartnerChanged', 'AccountSuspended', 'AccountReactivated'],
  'registers.open': ['AccountRegistered'],
  'registers.register': ['AccountRegistered'],
};

/** Finds again what was answered, by somebody who sees all. */
const demandFound = async (world: World, { partner, register, app: made }: Answer) => {
  const { app, operator } = world;
  if (partner !== undefined)
    for (const ref of [partner.account.id, partner.account.number]) {
      const found = await app.partners.find({ partner: ref }, operator);
      if (!found.ok) throw new Error(found.error.kind);
      const { parent, ...rest } = found.value;
      expect(rest).toEqual(partner);
      expect(parent?.id).toBe(partner.account.ancestors.at(-1));
    }
  if (register !== undefined)
    for (const account of [register.account.id, register.account.number])
      expect(await app.registers.find({ account }, operator)).toEqual({
        ok: true,
        value: register,
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
  { partner, register, app }: Answer,
  use: Step['use'],
) => {
  const accountId = partner?.account.id ?? register?.account.id ?? app?.accountId;
  expect(after.events.slice(0, before.events.length)).toEqual(before.events);
  const happened = after.events.slice(before.events.length);
  expect(happened).toMatchObject([{ accountId }]);
  expect(kinds[use]).toContain(happened[0]?.kind);
  const others = (stored: typeof before) => ({
    partners: stored.partners.filter(({ account }) => account.id !== accountId),
    registers: stored.registers.filter(({ account }) => account.id !== accountId),
  });
  expect(others(after)).toEqual(others(before));
  const owed = after.owed.filter(({ id }) => before.owed.every((known) => known.id !== id));
  for (const mail of owed) {
    expect(mail.membershipId).toBe(partner?.contactMember.id);
    expect(partner).toMatchObject({
      contactMember: { status: 'invited', generation: mail.generation },
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

/** Tells the steps to a world of their own, and looks at what each has left. */
const tellAll = async (told: readonly Step[]): Promise<void> => {
  const world = await openWorld();
  for (const step of told) {
    const before = await world.snapshot();
    world.clock.advance(1);
    const attempt = await world.attemptOf(step);
    const answer = await attempt('id');
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

describe('whatever is done to partners, registered accounts and apps', () => {
  it('is found again as it was answered, or has changed nothing', async () => {
    await fc.assert(fc.asyncProperty(steps(), tellAll), { numRuns: rounds(50) });
  });

  it('comes to all that may come of it, or the law above would say little', async () => {
    const outcomes = new Set<string>();
    for (const told of fc.sample(steps(20), { numRuns: 150, seed: 1 }))
      for (const outcome of await outcomesOf(told)) outcomes.add(outcome);
    for (const outcome of [...used, ...refused]) expect(outcomes).toContain(outcome);
  });
});
