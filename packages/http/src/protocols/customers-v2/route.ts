import {
  type Application,
  type Context,
  type CreateCustomerInput,
  type Customer,
  err,
  type Failure,
  type Issue,
  invalid,
  type Result,
} from '@tenantry/domain';
import { jsonContent } from '../../reply.ts';
import { readBody } from '../../request/body.ts';
import { idempotencyKeyIn } from '../../request/idempotency-key.ts';
import { readJsonObject } from '../../request/json.ts';
import { isPlain } from '../../request/media-type.ts';
import type { Exchange, Protocol, Refusal, Reply } from '../../route.ts';
import { accountRefAt } from './account-ref.ts';
import { acting } from './acting.ts';
import { missesCustomer, readCommand } from './command.ts';
import { customerText } from './customer-text.ts';
import { creating, finding } from './describe.ts';
import { refused } from './errors.ts';
import { explain } from './explain.ts';
import { wireFailure, wireIssues } from './paths.ts';
import { customersV2Schemas } from './schemas.ts';

/** The interface of FrankieOne's Core V2 by which a child customer is opened. */
export const customersV2 = (app: Application): Protocol => ({
  under: '/v2',
  refuse: refused,
  routes: [
    { method: 'POST', path: '/v2/customers', handle: create(app), describe: creating },
    {
      method: 'GET',
      path: '/v2/customers/:customerChildId',
      handle: find(app),
      describe: finding,
    },
  ],
  describe: {
    tag: {
      name: 'customers-v2',
      description: 'Child customers, by the interface of FrankieOne Core V2.',
    },
    explain,
    schemas: customersV2Schemas,
  },
});

const create =
  (app: Application) =>
  async (exchange: Exchange): Promise<Reply> => {
    const { requestId } = exchange;
    const made = await carryOut(app, exchange);
    if (!made.ok) return refused(made.error, requestId);
    return {
      status: 201,
      headers: {
        Location: `/v2/customers/${made.value.account.id}`,
        ...(made.replayed === true ? { 'Idempotent-Replayed': 'true' } : {}),
      },
      content: jsonContent(customerText(made.value, requestId)),
    };
  };

async function carryOut(
  app: Application,
  exchange: Exchange,
): Promise<Result<Customer, Failure | Refusal>> {
  const { request, requestId } = exchange;
  const acts = await acting(app, exchange, 'provision');
  if (!acts.ok) return acts;
  const { caller, account } = acts.value;
  if (!isPlain(request, 'application/json')) return err({ kind: 'UnsupportedMediaType' });
  const bytes = await readBody(request);
  if (!bytes.ok) return bytes;
  const attempt = idempotencyKeyIn(request.headers);
  const inHeaders = [...acts.value.issues, ...attempt.issues];
  const body = readJsonObject(bytes.value);
  if (!body.ok) return err(invalid([...inHeaders, body.error]));
  const read = readCommand(body.value);
  const known = [...inHeaders, ...read.issues];
  const context = {
    caller,
    requestId,
    signal: request.signal,
    ...(attempt.given === undefined ? {} : { idempotencyKey: attempt.given }),
  };
  if (account === undefined || known.length > 0)
    return err(await everyFault(app, read.command, context, known));
  const made = await app.customers.create({ ...read.command, parent: account }, context);
  return made.ok ? made : err(wireFailure(made.error));
}

/** What is known to be wrong, and what the domain finds wrong with the command besides. */
async function everyFault(
  app: Application,
  command: CreateCustomerInput,
  context: Context,
  known: readonly Issue[],
): Promise<Failure> {
  const checked = await app.customers.check(command, context);
  if (checked.ok) return invalid(known);
  if (checked.error.kind !== 'Invalid') return checked.error;
  const noCustomer = known.some(missesCustomer);
  const others = checked.error.issues.filter(({ path: [part] }) => part !== 'name' || !noCustomer);
  return invalid([...known, ...wireIssues(others)]);
}

/** An extension of ours: the published interface opens customers and shows none. */
const find =
  (app: Application) =>
  async (exchange: Exchange): Promise<Reply> => {
    const { parameters, requestId } = exchange;
    const acts = await acting(app, exchange, 'read');
    if (!acts.ok) return refused(acts.error, requestId);
    const { caller, account, issues } = acts.value;
    const customer = accountRefAt('customerChildId', parameters['customerChildId']);
    const known = [...issues, ...(customer.ok ? [] : [customer.error])];
    if (account === undefined || !customer.ok || known.length > 0)
      return refused(invalid(known), requestId);
    const context = { caller: { ...caller, accountId: account }, requestId };
    const found = await app.customers.find({ customer: customer.value }, context);
    return found.ok
      ? { status: 200, content: jsonContent(customerText(found.value, requestId)) }
      : refused(found.error, requestId);
  };
