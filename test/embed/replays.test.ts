import type { Application, Caller } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { type Installed, install, stores } from './stores.ts';

type Attempt = (
  app: Application,
  context: { readonly caller: Caller; readonly idempotencyKey: string },
  installed: Installed,
) => Promise<{ readonly ok: boolean; readonly replayed?: true }>;

interface Case {
  readonly attempt: Attempt;
  /** The same use case with one leaf of its command changed. */
  readonly other: Attempt;
}

const contact = {
  userName: 'jane',
  firstName: 'Jane',
  lastName: 'Doe',
  email: 'jane@example.com',
  phone: '+390612345',
};
const registration = {
  firstName: 'Joe',
  lastName: 'Doe',
  email: 'joe@example.com',
  password: 'nine blue kettles',
  passwordConfirmation: 'nine blue kettles',
};

/** Every use case that changes something. */
const useCases: Readonly<Record<string, Case>> = {
  'customers.create': {
    attempt: (app, context) => app.customers.create({ name: 'Acme' }, context),
    other: (app, context) => app.customers.create({ name: 'Bolt' }, context),
  },
  'partners.create': {
    attempt: (app, context) => app.partners.create({ name: 'Acme', contact }, context),
    other: (app, context) => app.partners.create({ name: 'Bolt', contact }, context),
  },
  'partners.update': {
    attempt: (app, context, { partner }) => app.partners.update({ partner, name: 'Acme' }, context),
    other: (app, context, { partner }) => app.partners.update({ partner, name: 'Bolt' }, context),
  },
  'registers.register': {
    attempt: (app, context) => app.registers.register(registration, context),
    other: (app, context) => app.registers.register({ ...registration, firstName: 'Jim' }, context),
  },
  'registers.open': {
    attempt: (app, context) => app.registers.open({ email: 'joe@example.com' }, context),
    other: (app, context) => app.registers.open({ email: 'jim@example.com' }, context),
  },
  'registers.invite': {
    attempt: (app, context) => app.registers.invite({ email: 'joe@example.com' }, context),
    other: (app, context) => app.registers.invite({ email: 'jim@example.com' }, context),
  },
  'apps.create': {
    attempt: (app, context) => app.apps.create({ name: 'Acme' }, context),
    other: (app, context) => app.apps.create({ name: 'Bolt' }, context),
  },
  'keys.create': {
    attempt: (app, context) => app.keys.create({}, context),
    other: (app, context) => app.keys.create({ power: 'read' }, context),
  },
  'policy.set': {
    attempt: (app, { idempotencyKey }) =>
      app.policy.set(
        { changes: { brand: 'Acme', requests: { perCaller: { limit: 5, window: 60 } } } },
        { caller: app.as.operator('test'), idempotencyKey },
      ),
    other: (app, { idempotencyKey }) =>
      app.policy.set(
        { changes: { brand: 'Acme', requests: { perCaller: { limit: 6, window: 60 } } } },
        { caller: app.as.operator('test'), idempotencyKey },
      ),
  },
  initialise: {
    attempt: (app, { idempotencyKey }) =>
      app.initialise(
        { name: 'Second', email: 'second@example.com', another: true },
        { caller: app.as.operator('test'), idempotencyKey },
      ),
    other: (app, { idempotencyKey }) =>
      app.initialise(
        { name: 'Third', email: 'second@example.com', another: true },
        { caller: app.as.operator('test'), idempotencyKey },
      ),
  },
};

describe.each(stores)('an attempt with a key, on $name', ({ open }) => {
  it.each(Object.entries(useCases))('at %s is done once and answered again', async (_, useCase) => {
    const installed = await install(open);
    const { app, caller, footprint } = installed;
    const context = { caller, idempotencyKey: 'k-1' };
    const first = await useCase.attempt(app, context, installed);
    expect(first).toMatchObject({ ok: true });
    expect(first).not.toHaveProperty('replayed');
    const there = await footprint();
    expect(shown(await useCase.attempt(app, context, installed))).toEqual(
      shown({ ...first, replayed: true }),
    );
    expect(await useCase.other(app, context, installed)).toEqual({
      ok: false,
      error: { kind: 'IdempotencyKeyReused' },
    });
    expect(await footprint()).toEqual(there);
  });

  it.each(Object.entries(useCases))('at %s has one winner of twenty', async (_, useCase) => {
    const installed = await install(open);
    const { app, caller } = installed;
    const context = { caller, idempotencyKey: 'k-1' };
    const ended = await Promise.all(
      Array.from({ length: 20 }, () => useCase.attempt(app, context, installed)),
    );
    expect(ended.filter(({ ok, replayed }) => ok && replayed !== true)).toHaveLength(1);
    const replays = ended.filter(({ replayed }) => replayed === true);
    expect(replays).toHaveLength(19);
    for (const replay of replays) expect(shown(replay)).toEqual(shown(replays[0]));
  });
});

/** Secrets hide themselves from any comparison: here they are compared. */
const shown = (answer: unknown): unknown => {
  if (Array.isArray(answer)) return answer.map(shown);
  if (typeof answer !== 'object' || answer === null || answer instanceof Date) return answer;
  if ('reveal' in answer && typeof answer.reveal === 'function') return answer.reveal();
  return Object.fromEntries(Object.entries(answer).map(([name, part]) => [name, shown(part)]));
};
