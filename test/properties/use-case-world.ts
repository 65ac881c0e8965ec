import {
  type Account,
  type AccountRegister,
  type AccountView,
  type App,
  as,
  type Customer,
  createApplication,
  type Partner,
  type Persistence,
  type Result,
  type RetryableContext,
  type Secret,
  type Sliced,
} from '@tenantry/domain';
import { countingIds, fixedClock, memoryPersistence } from '@tenantry/memory';
import { secretsOf } from '@tenantry/runtime';
import { quickHasher } from '../protocols/quick-hasher.ts';
import type { Step } from './use-case-steps.ts';

/** What a command answered; `shown` is a password that it showed. */
export interface Answer {
  readonly partner?: Partner;
  readonly register?: AccountRegister;
  readonly app?: App;
  readonly customer?: Customer;
  readonly master?: AccountView;
  readonly shown?: Secret;
}

type Answered = Result<Answer, { readonly kind: string }>;

type Attempt = (by: 'id' | 'number', dryRun?: boolean) => Promise<Answered>;

/** An application in memory with one master account, to be told steps. */
export const openWorld = async () => {
  const persistence = memoryPersistence();
  const clock = fixedClock();
  const app = createApplication(
    {
      persistence,
      clock,
      mailer: { send: async () => ({ kind: 'sent' }), close: async () => undefined },
      hasher: quickHasher(),
      ids: countingIds(),
      secrets: secretsOf(['a secret of these tests with 32 bytes or more']),
    },
    { publicUrl: 'https://accounts.example.com' },
  );
  const operator = { caller: as.operator('tests') };
  const policy = { uniqueReferenceNames: ['CRM'] };
  const command = { name: 'Root', email: 'root@example.com', policy };
  const made = await app.initialise(command, operator);
  if (!made.ok) throw new Error(made.error.kind);
  const root = made.value.account;
  let attempts = 0;

  const accounts = () =>
    persistence.read((view) => view.accounts.subtree('installation', root.id, { limit: 1000 }));

  /**
   * The attempt that a step makes where things stand as they do now; to be made at will, naming
   * the account by its id or by its number, or as a dry run.
   */
  const attemptOf = async (step: Step): Promise<Attempt> => {
    const there = (await accounts()).toSorted((a, b) => a.number - b.number);
    const at = (place: number, among: readonly Account[] = there): Account =>
      among[place % among.length] ?? root;
    const on = step.on === undefined ? undefined : at(step.on, meantBy(step, there));
    const caller = { ...as.account(at(step.by).id), power: step.power };
    const context = { caller, idempotencyKey: `attempt-${++attempts}` };
    return (by, dryRun = false) => carryOut(step, on, by, { ...context, dryRun });
  };

  const carryOut = async (
    step: Step,
    on: Account | undefined,
    by: 'id' | 'number',
    context: RetryableContext,
  ): Promise<Answered> => {
    const parent = on === undefined ? {} : { parent: on[by] };
    switch (step.use) {
      case 'partners.create': {
        const answer = await app.partners.create({ ...step.input, ...parent }, context);
        return answered(answer, (partner) => ({ partner }));
      }
      case 'partners.update': {
        const input = { ...step.input, ...seenIn(step, on ?? root), partner: (on ?? root)[by] };
        return answered(await app.partners.update(input, context), (partner) => ({ partner }));
      }
      case 'customers.create': {
        const answer = await app.customers.create({ ...step.input, ...parent }, context);
        return answered(answer, (customer) => ({ customer }));
      }
      case 'customers.update': {
        const input = { ...step.input, ...seenIn(step, on ?? root), customer: (on ?? root)[by] };
        return answered(await app.customers.update(input, context), (customer) => ({ customer }));
      }
      case 'registers.update': {
        const input = { ...step.input, ...seenIn(step, on ?? root), account: (on ?? root)[by] };
        return answered(await app.registers.update(input, context), (register) => ({ register }));
      }
      case 'masters.update': {
        const input = { ...step.input, ...seenIn(step, on ?? root), master: (on ?? root)[by] };
        return answered(await app.masters.update(input, context), (master) => ({ master }));
      }
      case 'registers.register': {
        const answer = await app.registers.register({ ...step.input, ...parent }, context);
        return answered(answer, (register) => ({ register }));
      }
      case 'registers.open': {
        const answer = await app.registers.open({ ...step.input, ...parent }, context);
        return answered(answer, ({ register, password }) => ({
          register,
          ...(password === undefined ? {} : { shown: password }),
        }));
      }
      case 'apps.create': {
        const account = on === undefined ? {} : { account: on[by] };
        const answer = await app.apps.create({ ...step.input, ...account }, context);
        return answered(answer, (made) => ({ app: made }));
      }
    }
  };

  return { app, operator, root, clock, attemptOf, snapshot: () => snapshotOf(persistence, root) };
};

/** Which accounts a correction is mostly meant for: of another kind it finds none. */
const meantBy = ({ use }: Step, there: readonly Account[]): readonly Account[] => {
  const kinds = { 'customers.update': 'customer', 'registers.update': 'registered' } as const;
  const kind = use === 'customers.update' || use === 'registers.update' ? kinds[use] : undefined;
  const meant = there.filter((account) => account.kind === kind);
  return meant.length === 0 ? there : meant;
};

const seenIn = (
  { seen }: Extract<Step, { readonly seen: unknown }>,
  { version }: Account,
): { readonly version?: number } =>
  seen === 'none' ? {} : { version: seen === 'present' ? version : version - 1 };

const answered = <T>(
  answer: Result<T, { readonly kind: string }>,
  as: (value: T) => Answer,
): Answered => (answer.ok ? { ...answer, value: as(answer.value) } : answer);

/** What an account is besides a partner or registered. */
interface Beneath {
  readonly account: Account;
  readonly customer: Customer | undefined;
  readonly apps: Sliced<App>;
}

/** All that is stored and can be seen, mail that is owed included. */
async function snapshotOf(persistence: Persistence, { id }: Account) {
  const slice = { skip: 0, limit: 1000 };
  const stored = await persistence.read(async ({ accounts, access, records }) => {
    const all = await accounts.subtree('installation', id, { limit: 1000 });
    const beneath: Beneath[] = [];
    for (const account of all)
      beneath.push({
        account,
        customer: await accounts.findCustomer('installation', account.id),
        apps: await accounts.apps('installation', account.id, slice),
      });
    const { items: partners } = await accounts.partners('installation', slice);
    const registers: AccountRegister[] = [];
    for (const account of all)
      registers.push(...(await accounts.registers('installation', account.id, slice)).items);
    const users: unknown[] = [];
    for (const { member } of registers)
      if (member.status === 'active') users.push(await access.findUser(member.userId));
    const events = await records.events('installation', { limit: 10_000 });
    return { beneath, partners, registers, users, events };
  });
  return { ...stored, owed: await owedIn(persistence) };
}

/** Asked in a unit that rolls back, so that the claim leaves no lease. */
async function owedIn(persistence: Persistence) {
  const [now, until] = [new Date('2090-01-01'), new Date('2091-01-01')];
  const answer = await persistence.transact(async ({ deliveries }) => {
    const claimed = await deliveries.claim({ now, until, limit: 1000 });
    return {
      ok: false,
      error: claimed.flatMap((delivery) => {
        if (delivery.kind !== 'invitation') return [];
        const { id, membershipId, generation } = delivery;
        return [{ id, membershipId, generation }];
      }),
    };
  });
  if (answer.ok || !Array.isArray(answer.error)) throw new Error('nothing of it is known');
  return answer.error.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
