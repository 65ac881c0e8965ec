import {
  type Application,
  type Caller,
  err,
  type NotPermitted,
  ok,
  type Power,
  type Result,
  suffices,
} from '@tenantry/domain';
import { admitted, type NotAdmitted, noAccess } from '../../request/proof.ts';
import type { Exchange } from '../../route.ts';

/**
 * Who is acting: a token, of the account whose URL this is and of no other, with the power that is
 * needed. The use case asks again for the power: here it decides that nobody without it learns what
 * is wrong with a body.
 */
export const acting = async (
  app: Application,
  exchange: Exchange,
  needed: Power,
): Promise<Result<Caller, NotAdmitted | NotPermitted>> => {
  const admission = await admitted(app, exchange, { bearer: 'token' });
  if (!admission.ok) return admission;
  const caller = admission.value;
  const own = await app.accounts.find({}, { caller });
  if (!own.ok) return noAccess(own.error);
  if (own.value.address !== exchange.parameters['address'])
    return err({ kind: 'NotAuthenticated', reason: 'wrong' });
  return suffices(caller.power, needed) ? ok(caller) : err({ kind: 'NotPermitted', needed });
};
