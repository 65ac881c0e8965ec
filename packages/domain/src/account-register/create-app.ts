import { z } from 'zod';
import { permit, type RetryableContext } from '../access/caller.ts';
import {
  type AccountClosed,
  type AccountNotFound,
  invalid,
  type NotPermitted,
  type Taken,
} from '../errors.ts';
import type { Codec } from '../idempotency/attempt.ts';
import { type CannotCarryOut, carryOut } from '../idempotency/carry-out.ts';
import type { Ports } from '../ports.ts';
import { restoreJson } from '../restore.ts';
import { err, ok, type Result } from '../result.ts';
import { effectiveStatusOf, lastOf } from '../tree/account.ts';
import { eventOf } from '../tree/event.ts';
import { holdAccount } from '../tree/hold-account.ts';
import { AccountRef } from '../values/ids.ts';
import { issuesOf } from '../values/issues.ts';
import { AppName } from '../values/names.ts';
import { present } from '../values/present.ts';
import type { App } from './app.ts';

const schema = z
  .strictObject({
    /** Absent: the caller's own account. */
    account: z.union([z.string(), z.number()]).exactOptional(),
    name: AppName,
  })
  .readonly();

/** What `apps.create` takes, as plain data. */
export interface CreateAppInput extends z.input<typeof schema> {}

export type CannotCreateApp =
  | NotPermitted
  | AccountNotFound
  | AccountClosed
  | Taken<'AppNameTaken'>
  | CannotCarryOut;

/**
 * Creates an app in an account within the caller's reach: as many as wanted, each under a name of
 * its own (`AppNameTaken`). Needs `provision`. An `idempotencyKey` works as at `customers.create`.
 */
export const createApp =
  (ports: Ports) =>
  async (
    input: CreateAppInput,
    context: RetryableContext,
  ): Promise<Result<App, CannotCreateApp>> => {
    const { caller } = context;
    context.signal?.throwIfAborted();
    const permitted = permit(caller, 'provision');
    if (!permitted.ok) return permitted;
    const parsed = schema.safeParse(present(input), { reportInput: true });
    if (!parsed.success) return err(invalid(issuesOf(parsed.error)));
    const { name, account = caller.accountId } = parsed.data;
    const ref = AccountRef.safeParse(account);
    if (!ref.success) return err({ kind: 'AccountNotFound' });
    const now = ports.clock.now();
    return carryOut<string, App, CannotCreateApp>(ports, context, {
      name: 'apps.create',
      command: () => ({ name }),
      target: ref.data,
      codec,
      prepare: async () => ok(ports.ids.uuid()),
      hold: (unit) => holdAccount(unit, caller, ref.data),
      work: async ({ accounts, records }, id, lineage) => {
        if (effectiveStatusOf(lineage) === 'closed') return err({ kind: 'AccountClosed' });
        const accountId = lastOf(lineage).id;
        const app = { id, accountId, name, createdAt: now };
        const stored = await accounts.addApp(app);
        if (!stored.ok) return err({ kind: stored.error.taken, path: ['name'] });
        const event = { id: ports.ids.uuid(), kind: 'AppCreated' as const, accountId, at: now };
        await records.addEvent(eventOf(event, context));
        return ok(app);
      },
    });
  };

const codec: Codec<App> = {
  accountOf: ({ accountId }) => accountId,
  write: (app) => JSON.stringify(app),
  read: (text) => {
    const app = restoreJson<App>(text);
    return { ...app, createdAt: new Date(app.createdAt) };
  },
};
