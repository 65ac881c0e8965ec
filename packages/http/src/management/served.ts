import {
  type Application,
  type Caller,
  err,
  type Power,
  type Result,
  suffices,
} from '@tenantry/domain';
import type { ProofName } from '../description.ts';
import { admitted } from '../request/proof.ts';
import type { Exchange, Reply, Route } from '../route.ts';
import { type Outcome, refused } from './errors.ts';

/** What is done for a caller who is known and has the power. */
export type Act = (exchange: Exchange, caller: Caller) => Promise<Result<Reply, Outcome>>;

/** How a caller may prove itself, in words for the description. */
export const proofs: readonly ProofName[] = ['bearer', 'basic', 'apiKey'];

const forms = { apiKey: true, basic: true, bearer: 'tokenOrKey' } as const;

/**
 * All that comes before the body is read: the proof, and whether it is enough. The use case asks
 * again for the power: here it decides that nobody without it learns what is wrong with a request.
 */
export const served =
  (app: Application, needed: Power, act: Act): Route['handle'] =>
  async (exchange) => {
    const { requestId } = exchange;
    const admission = await admitted(app, exchange, forms);
    if (!admission.ok) return refused(admission.error, requestId);
    const caller = admission.value;
    const done = suffices(caller.power, needed)
      ? await act(exchange, caller)
      : err({ kind: 'NotPermitted' as const, needed });
    return done.ok ? done.value : refused(done.error, requestId);
  };
