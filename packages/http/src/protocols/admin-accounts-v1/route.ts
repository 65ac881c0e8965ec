import {
  type Application,
  type Caller,
  type Context,
  err,
  type Failure,
  type Issue,
  invalid,
  type Result,
} from '@tenantry/domain';
import { readBody } from '../../request/body.ts';
import { idempotencyKeyIn } from '../../request/idempotency-key.ts';
import type { Exchange, Protocol, Refusal, Reply } from '../../route.ts';
import { acting } from './acting.ts';
import { type Asked, askedIn } from './command.ts';
import { registering } from './describe.ts';
import { envelopeContent } from './envelope.ts';
import { refused } from './errors.ts';
import { explain } from './explain.ts';
import { readerFor, replyType } from './formats.ts';
import { wireFailure, wireIssues } from './paths.ts';
import { adminAccountsV1Schemas } from './schemas.ts';

/** The interface of 2sms's SMS+ by which a sub-account is registered. */
export const adminAccountsV1 = (app: Application): Protocol => ({
  under: '/api/v1/admin',
  refuse: (refusal, _, request) => refused(refusal, replyType(request)),
  routes: [
    {
      method: 'POST',
      path: '/api/v1/admin/accounts/:id',
      handle: register(app),
      describe: registering,
    },
  ],
  describe: {
    tag: {
      name: 'admin-accounts-v1',
      description: "Sub-accounts that sign in for themselves, by the interface of 2sms's SMS+.",
    },
    explain,
    schemas: adminAccountsV1Schemas,
  },
});

const register =
  (app: Application) =>
  async (exchange: Exchange): Promise<Reply> => {
    const type = replyType(exchange.request);
    const made = await carryOut(app, exchange);
    if (!made.ok) return refused(made.error, type);
    return {
      status: 200,
      headers: { Vary: 'Accept', ...(made.replayed === true ? replayed : {}) },
      content: envelopeContent(made.value, type),
    };
  };

const replayed = { 'Idempotent-Replayed': 'true' } as const;

/** Who asked, and the account that was registered for it. */
interface Registered {
  readonly userId: string;
  readonly accountId: string;
}

async function carryOut(
  app: Application,
  exchange: Exchange,
): Promise<Result<Registered, Failure | Refusal>> {
  const { request, requestId } = exchange;
  const acts = await acting(app, exchange);
  if (!acts.ok) return acts;
  const { caller, parent } = acts.value;
  const read = readerFor(request);
  if (!read.ok) return read;
  const bytes = await readBody(request);
  if (!bytes.ok) return bytes;
  const attempt = idempotencyKeyIn(request.headers);
  const outside = [...acts.value.issues, ...attempt.issues];
  const sent = read.value(bytes.value);
  if (!sent.ok) return err('kind' in sent.error ? sent.error : invalid([...outside, sent.error]));
  const asked = askedIn(sent.value);
  const known = [...outside, ...asked.issues];
  const context = {
    caller,
    requestId,
    signal: request.signal,
    ...(attempt.given === undefined ? {} : { idempotencyKey: attempt.given }),
  };
  if (parent === undefined || known.length > 0)
    return err(await everyFault(app, asked, context, known));
  const made = await app.registers.register({ ...asked.command, parent }, context);
  if (!made.ok) return err(wireFailure(made.error, asked.timeZoneAt));
  return { ...made, value: { userId: userIdOf(caller), accountId: made.value.account.id } };
}

/** What is known to be wrong, and what the domain finds wrong with the command besides. */
async function everyFault(
  app: Application,
  { command, timeZoneAt }: Asked,
  context: Context,
  known: readonly Issue[],
): Promise<Failure> {
  const checked = await app.registers.check(command, context);
  if (checked.ok) return invalid(known);
  const { error } = checked;
  return error.kind === 'Invalid'
    ? invalid([...known, ...wireIssues(error.issues, timeZoneAt)])
    : error;
}

/** Whoever proved to be a person is named by that; a key speaks for its account. */
const userIdOf = ({ proof, accountId }: Caller): string =>
  proof.kind === 'user' ? proof.id : (accountId ?? '');
