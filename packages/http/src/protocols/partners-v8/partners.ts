import {
  type Account,
  type AccountRegister,
  type Application,
  asciiAddress,
  err,
  type Failure,
  invalid,
  type OpenedAccount,
  type OpenRegisterInput,
  ok,
  parseOpenRegister,
  type Result,
} from '@tenantry/domain';
import { jsonContent } from '../../reply.ts';
import { valueOf } from '../../request/json.ts';
import { unparsed } from '../../request/unparsed.ts';
import type { Exchange, Refusal, Reply } from '../../route.ts';
import { asked } from './asked.ts';
import { refused } from './errors.ts';
import { listing, type Resource } from './listing.ts';
import { wireFailure, wireIssues } from './paths.ts';

/** Opens a sub-account beneath the account whose URL this is. */
export const openPartner =
  (app: Application) =>
  async (exchange: Exchange): Promise<Reply> => {
    const opened = await carryOut(app, exchange);
    if (!opened.ok) return refused(opened.error);
    return {
      status: 200,
      headers: opened.replayed === true ? { 'Idempotent-Replayed': 'true' } : {},
      content: jsonContent(JSON.stringify(shown(app, opened.value))),
    };
  };

async function carryOut(
  app: Application,
  exchange: Exchange,
): Promise<Result<OpenedAccount, Failure | Refusal>> {
  const request = await asked(app, exchange);
  if (!request.ok) return request;
  const { body, context, issues } = request.value;
  const command = unparsed<OpenRegisterInput>({
    email: valueOf(body, 'email'),
    name: valueOf(body, 'name'),
  });
  if (issues.length > 0) {
    const parsed = parseOpenRegister(command);
    return err(invalid([...issues, ...(parsed.ok ? [] : wireIssues(parsed.error.issues))]));
  }
  const opened = await app.registers.open(command, context);
  return opened.ok ? opened : err(wireFailure(opened.error));
}

/** Without its password where a replay comes too late to be shown it, and then it says so. */
function shown({ accounts }: Application, { register, password }: OpenedAccount): object {
  const email = asciiAddress(register.member.email);
  return {
    url: accounts.urlOf(register.account),
    email,
    login: email,
    password: password?.reveal() ?? null,
    id: register.account.id,
    ...(password === undefined ? { passwordWithheld: true } : {}),
  };
}

/** Lists the accounts directly beneath. */
export const listPartners = (app: Application) =>
  listing(app, async (slice, context) => {
    const listed = await app.registers.list(slice, context);
    if (!listed.ok) return listed;
    const { total, items } = listed.value;
    return ok({ total, items: items.map((register) => resource(app.accounts.urlOf, register)) });
  });

// Field by field: what a register may come to have besides is not shown by accident.
function resource(
  urlOf: (account: Account) => string,
  { account, member }: AccountRegister,
): Resource {
  const email = asciiAddress(member.email);
  return {
    type: 'partners',
    id: account.id,
    attributes: {
      name: account.name,
      email,
      login: email,
      url: urlOf(account),
      status: account.status,
      createdAt: account.createdAt.toISOString(),
    },
  };
}
