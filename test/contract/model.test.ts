import { memoryPersistence } from '@tenantry/memory';
import { followsModel, modelled, type OpenStore, taleCommands } from '@tenantry/testing';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';
import { brokenStores } from './broken-stores.ts';
import { freshFiles } from './fresh-files.ts';
import { freshSchemas } from './fresh-schemas.ts';
import { faultOf, programIn, run } from './printed.ts';

const open: Readonly<Record<string, OpenStore>> = {
  memory: async () => memoryPersistence(),
  sqlite: freshFiles(),
  postgres: freshSchemas(),
};

describe('an application answers as the model says', () => {
  it.each(Object.entries(open))('over %s', async (name, openStore) => {
    const numRuns = rounds(name === 'memory' ? 10 : 2);
    await expect(followsModel(openStore, { numRuns, maxCommands: 40 })).resolves.toBeUndefined();
  });

  it('in a property of somebody else', () =>
    fc.assert(
      fc.asyncProperty(taleCommands(), async (commands) => {
        const world = await modelled(memoryPersistence());
        await fc.asyncModelRun(() => ({ model: world.model, real: world }), commands);
        await world.end();
      }),
      { numRuns: rounds(5) },
    ));
});

describe('tales', () => {
  it('come to all that may come of them, or the model would say little', async () => {
    const outcomes = new Set<string>();
    for (const tale of fc.sample(taleCommands(60), { numRuns: 160, seed: 5 })) {
      const world = await modelled(memoryPersistence());
      await fc.asyncModelRun(() => ({ model: world.model, real: world }), tale);
      for (const { use, answer, dryRun } of world.told)
        outcomes.add(`${use}${dryRun ? ', dry' : ''}: ${outcomeOf(answer)}`);
      if (expectedOutcomes.every((outcome) => outcomes.has(outcome))) break;
    }
    expect([...outcomes]).toEqual(expect.arrayContaining(expectedOutcomes));
  });
});

describe('the model', () => {
  const table: { store: string; 'what differs first': string }[] = [];
  afterAll(() => console.table(table));

  it.each(brokenStores)('finds a store that $fault', async ({ fault, open }) => {
    const options = { numRuns: 1000, maxCommands: 40, endOnFailure: true };
    const { message } = await faultOf(followsModel(async () => open(), options));
    const [what = ''] = message.split('\n');
    expect(what).toMatch(/^an application over this store does not do what the model says: /);
    table.push({ store: fault, 'what differs first': what.replace(/^[^:]*: /, '') });
  });

  it('prints what it found as a program, which finds it again', async () => {
    const { message } = await faultOf(
      followsModel(async () => brokenStores[0]?.open() ?? memoryPersistence(), {
        numRuns: 1000,
        maxCommands: 10,
      }),
    );
    const program = programIn(message);
    const broken = run(
      "import { brokenStores } from './contract/broken-stores.ts';\nconst store = brokenStores[0].open();",
      program,
    );
    expect(broken.status).toBe(1);
    const [, what] = message.split('\n');
    expect(broken.stderr).toContain(what?.trim());
    const sound = run(
      "import { memoryPersistence } from '@tenantry/memory';\nconst store = memoryPersistence();",
      program,
    );
    expect(sound).toEqual({ status: 0, stderr: '' });
  });
});

function outcomeOf(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null) return 'nothing';
  if ('sent' in answer) return Number(answer.sent) > 0 ? 'sent' : 'nothing';
  if ('error' in answer && typeof answer.error === 'object' && answer.error !== null)
    return String(Reflect.get(answer.error, 'kind'));
  if (isMismatch(answer)) return 'no match';
  return 'replayed' in answer ? 'replayed' : 'ok';
}

const isMismatch = (answer: object): boolean =>
  'value' in answer &&
  typeof answer.value === 'object' &&
  answer.value !== null &&
  'matches' in answer.value &&
  answer.value.matches === false;

const attempts = [
  'customers.create',
  'partners.create',
  'partners.update',
  'registers.invite',
  'registers.open',
  'registers.register',
  'apps.create',
];

/** Those that make something. */
const making = [
  'apps.create',
  'customers.create',
  'keys.create',
  'members.invite',
  'partners.create',
  'registers.invite',
  'registers.open',
  'registers.register',
];

const endings = [
  'accounts.reactivate',
  'accounts.suspend',
  'keys.revoke',
  'keys.rotate',
  'members.correct',
  'members.disable',
  'members.enable',
  'members.invite',
  'members.resend',
  'members.revoke',
];

const expectedOutcomes = [
  ...endings.map((use) => `${use}: ok`),
  'members.invite: NotPermitted',
  'accounts.close: ok',
  'invitations.accept: Invalid',
  'invitations.accept: LinkVoid',
  'invitations.accept: NotAuthenticated',
  'invitations.accept: ok',
  'keys.list: ok',
  'keys.rotate: KeyNotFound',
  'members.correct: Invalid',
  'members.disable: LastManager',
  'members.disable: WrongStatus',
  'members.find: MemberNotFound',
  'members.find: ok',
  'members.invite: EmailTaken',
  'members.invite: UserNameTaken',
  'members.list: ok',
  'members.resend: WrongStatus',
  'members.revoke: LastManager',
  'passwords.change: Invalid',
  'passwords.change: NotAuthenticated',
  'passwords.change: ok',
  'passwords.requestReset: ok',
  'passwords.reset: LinkVoid',
  'passwords.reset: ok',
  ...attempts.flatMap((use) => [`${use}: ok`, `${use}: replayed`]),
  ...attempts.flatMap((use) => [`${use}: Invalid`, `${use}: NotPermitted`]),
  ...making.map((use) => `${use}, dry: ok`),
  'accounts.search: ok',
  'customers.create: IdempotencyKeyReused',
  'customers.create: NotAuthenticated',
  'accounts.children: ok',
  'accounts.find: ok',
  'accounts.masters: ok',
  'accounts.subtree: ok',
  'apps.create: AppNameTaken',
  'apps.list: ok',
  'customers.create: ParentInactive',
  'customers.create: ParentMayNotHave',
  'customers.create: ParentNotFound',
  'customers.create: ReferenceTaken',
  'customers.create: TooDeep',
  'customers.find: AccountNotFound',
  'customers.find: ok',
  'customers.update: NotPermitted',
  'customers.update: ReferenceTaken',
  'customers.update: VersionStale',
  'customers.update: ok',
  'deliverMail: sent',
  'keys.authenticate: NotAuthenticated',
  'keys.authenticate: ok',
  'keys.create: replayed',
  'masters.update: VersionStale',
  'masters.update: ok',
  'partners.checkPhrase: TooManyTries',
  'partners.checkPhrase: no match',
  'partners.checkPhrase: ok',
  'partners.create: NameTaken',
  'partners.create: ReferenceTaken',
  'partners.create: UserNameTaken',
  'partners.find: ok',
  'partners.list: ok',
  'partners.update: AccountNotFound',
  'partners.update: VersionStale',
  'registers.find: ok',
  'registers.list: ok',
  'registers.register: EmailTaken',
  'registers.update: NotPermitted',
  'registers.update: VersionStale',
  'registers.update: ok',
  'sessions.signIn: NotAuthenticated',
  'sessions.signIn: TooManyTries',
  'sessions.signIn: ok',
];
