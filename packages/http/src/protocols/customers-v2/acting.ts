import {
  type AccountId,
  type AccountRef,
  type Application,
  type Caller,
  err,
  type Issue,
  issue,
  type NotAuthenticated,
  type NotPermitted,
  ok,
  type Power,
  type Result,
  suffices,
} from '@tenantry/domain';
import { headerText } from '../../request/header-text.ts';
import type { Exchange } from '../../route.ts';
import { accountRefAt } from './account-ref.ts';
import { parentHeader } from './paths.ts';

/** Who is acting, and for which account; or what is wrong with the header that says so. */
export interface Acting {
  readonly caller: Caller;
  /** Absent where the header has issues. */
  readonly account?: AccountId;
  readonly issues: readonly Issue[];
}

/**
 * All that comes before the body is read: the proof, whether it is enough, and the account that the
 * header selects, which is the proof's own or one beneath it. The use case asks again for the power
 * and the account: here they decide that nobody without them learns what is wrong with a body.
 */
export const acting = async (
  app: Application,
  { request, recognise }: Exchange,
  needed: Power,
): Promise<Result<Acting, NotAuthenticated | NotPermitted>> => {
  const proven = await prove(app, request.headers);
  if (!proven.ok) return proven;
  const caller = proven.value;
  recognise(caller);
  if (!suffices(caller.power, needed)) return err({ kind: 'NotPermitted', needed });
  const selected = selectedIn(request.headers);
  const { issues } = selected;
  if (selected.ref === undefined) return ok({ caller, issues });
  const found = await accountOf(app, caller, selected.ref);
  return found.ok ? ok({ caller, account: found.value, issues }) : found;
};

/**
 * A key alone proves something here. Any `Authorization` is a wrong credential, also beside a key
 * that is right: two proofs must agree, and there is nothing for it to agree with.
 */
async function prove(
  app: Application,
  headers: Headers,
): Promise<Result<Caller, NotAuthenticated>> {
  if (headers.has('Authorization')) return err({ kind: 'NotAuthenticated', reason: 'wrong' });
  const key = headers.get('api_key');
  const channel = headers.get('X-Frankie-Channel');
  const userName = headerText(headers, 'X-Frankie-Username');
  return app.keys.authenticate({
    ...(key === null ? {} : { key }),
    ...(channel === null ? {} : { channel }),
    ...(userName === undefined ? {} : { userName }),
  });
}

interface Selected {
  readonly ref?: AccountRef;
  readonly issues: readonly Issue[];
}

function selectedIn(headers: Headers): Selected {
  const given = headers.get(parentHeader) ?? '';
  if (given === '') return { issues: [issue([parentHeader], 'required')] };
  const ref = accountRefAt(parentHeader, given);
  return ref.ok ? { ref: ref.value, issues: [] } : { issues: [ref.error] };
}

async function accountOf(
  app: Application,
  caller: Caller,
  ref: AccountRef,
): Promise<Result<AccountId, NotAuthenticated>> {
  if (ref === caller.accountId) return ok(caller.accountId);
  const found = await app.accounts.find({ account: ref }, { caller });
  return found.ok ? ok(found.value.id) : err({ kind: 'NotAuthenticated', reason: 'wrong' });
}
