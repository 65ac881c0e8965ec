import {
  type AccountId,
  AccountRef,
  type Application,
  type Caller,
  err,
  type Issue,
  issue,
  type NotPermitted,
  ok,
  type Result,
  suffices,
} from '@tenantry/domain';
import { admitted, type NotAdmitted, noAccess } from '../../request/proof.ts';
import type { Exchange } from '../../route.ts';
import { parentPlace } from './paths.ts';

/** Who is acting, and beneath which account. */
export interface Acting {
  readonly caller: Caller;
  /** Absent where the path names none: then that is the issue. */
  readonly parent?: AccountId;
  readonly issues: readonly Issue[];
}

/**
 * All that comes before the body is read: the proof, whether it is enough, and the account that the
 * path names, which is the proof's own or one beneath it; any other, and none at all, is a wrong
 * proof. The use case asks again for the power and the account: here they decide that nobody
 * without them learns what is wrong with a body.
 */
export const acting = async (
  app: Application,
  exchange: Exchange,
): Promise<Result<Acting, NotAdmitted | NotPermitted>> => {
  const forms = { apiKey: true, basic: true, bearer: 'tokenOrKey' } as const;
  const admission = await admitted(app, exchange, forms);
  if (!admission.ok) return admission;
  const caller = admission.value;
  if (!suffices(caller.power, 'provision'))
    return err({ kind: 'NotPermitted', needed: 'provision' });
  const ref = AccountRef.safeParse(exchange.parameters[parentPlace]);
  if (!ref.success) return ok({ caller, issues: [noReference] });
  const found = await app.accounts.find({ account: ref.data }, { caller });
  return found.ok ? ok({ caller, parent: found.value.id, issues: [] }) : noAccess(found.error);
};

const noReference = issue([parentPlace], 'format', 'must be the GUID or the number of an account');
