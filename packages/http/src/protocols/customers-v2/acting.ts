import {
  type AccountId,
  type AccountRef,
  type Application,
  type Caller,
  type CannotProve,
  err,
  type Issue,
  issue,
  type NotPermitted,
  ok,
  type Power,
  type Result,
  type Said,
  type Scope,
  suffices,
} from '@tenantry/domain';
import { headerText } from '../../request/header-text.ts';
import { admitted, type NotAdmitted, noAccess, type ProvenCaller } from '../../request/proof.ts';
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

/** What a token must have been asked to open. */
const scope: Scope = 'kyc:api';

/**
 * All that comes before the body is read: the proof, whether it is enough, and the account that the
 * header selects, which is the proof's own or one beneath it. The use case asks again for the power
 * and the account: here they decide that nobody without them learns what is wrong with a body.
 */
export const acting = async (
  app: Application,
  exchange: Exchange,
  needed: Power,
): Promise<Result<Acting, NotAdmitted | NotPermitted>> => {
  const { headers } = exchange.request;
  const forms = { apiKey: true, bearer: 'token' } as const;
  const admission = await admitted(app, exchange, forms, saidIn(headers));
  if (!admission.ok) return admission;
  const caller = admission.value;
  if (!isInScope(caller)) return err({ kind: 'NotAuthenticated', reason: 'wrong' });
  if (!suffices(caller.power, needed)) return err({ kind: 'NotPermitted', needed });
  const selected = selectedIn(headers);
  const { issues } = selected;
  if (selected.ref === undefined) return ok({ caller, issues });
  const found = await accountOf(app, caller, selected.ref);
  return found.ok ? ok({ caller, account: found.value, issues }) : found;
};

/** A key opens all that its power allows; a token what it was given for besides. */
const isInScope = ({ scopes }: ProvenCaller): boolean => scopes?.includes(scope) ?? true;

function saidIn(headers: Headers): Said {
  const channel = headers.get('X-Frankie-Channel');
  const userName = headerText(headers, 'X-Frankie-Username');
  return {
    ...(channel === null ? {} : { channel }),
    ...(userName === undefined ? {} : { userName }),
  };
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
): Promise<Result<AccountId, CannotProve>> {
  if (ref === caller.accountId) return ok(caller.accountId);
  const found = await app.accounts.find({ account: ref }, { caller });
  return found.ok ? ok(found.value.id) : noAccess(found.error);
}
