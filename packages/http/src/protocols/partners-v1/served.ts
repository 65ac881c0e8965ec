import {
  type Application,
  type Caller,
  err,
  type Failure,
  type Power,
  type Result,
  suffices,
} from '@tenantry/domain';
import { admitted } from '../../request/proof.ts';
import type { Exchange, Refusal, Reply, Route } from '../../route.ts';
import type { Allowances } from './allowance.ts';
import { refused } from './errors.ts';

/** What is done for a caller who is known and has the power. */
export type Act = (exchange: Exchange, caller: Caller) => Promise<Result<Reply, Failure | Refusal>>;

/**
 * All that comes before the body is read: the proof, and whether it is enough. The use case asks
 * again for the power: here it decides that nobody without it learns what is wrong with a body.
 * Whatever comes of it, a caller who is known is told of its allowance.
 */
export const served =
  (app: Application, allowances: Allowances) =>
  (needed: Power, act: Act): Route['handle'] =>
  async (exchange) => {
    const { requestId } = exchange;
    const admission = await admitted(app, exchange, { basic: true });
    if (!admission.ok) {
      const reply = refused(admission.error, requestId);
      // Who asked too much is known by then, and wants to know when it is over.
      return admission.error.kind === 'TooManyRequests'
        ? withHeaders(reply, allowances({}, exchange.standing()))
        : reply;
    }
    const caller = admission.value;
    const allowance = allowances(caller, exchange.standing());
    const done = suffices(caller.power, needed)
      ? await act(exchange, caller)
      : err({ kind: 'NotPermitted' as const, needed });
    return withHeaders(done.ok ? done.value : refused(done.error, requestId), allowance);
  };

const withHeaders = (reply: Reply, headers: Readonly<Record<string, string>>): Reply => ({
  ...reply,
  headers: { ...reply.headers, ...headers },
});
