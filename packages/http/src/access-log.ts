import type { AccountId, ApiKeyId, Caller, Telemetry, UserId } from '@tenantry/domain';

/** What is known of one request by the time it is answered: all that is ever logged of it. */
interface Access {
  readonly requestId: string;
  readonly method: string;
  /** The route's pattern: a path or a query may hold secrets. Absent where no route fits. */
  readonly route?: string;
  readonly status: number;
  readonly durationMs: number;
  /** The account that proved itself. */
  readonly account?: AccountId;
  /** By which API key. */
  readonly key?: ApiKeyId;
  /** By which user. */
  readonly user?: UserId;
  /** What the client calls the request. */
  readonly clientRequestId?: string;
}

type Recognised = Pick<Caller, 'accountId'> & Partial<Pick<Caller, 'proof'>>;

/** Writes one line for one request. */
export const logAccess = (telemetry: Telemetry, access: Access): void =>
  telemetry.log('info', 'request', { ...access });

/** Gathers what an access line says while the request is on its way. */
export const accessOf = (request: Request, requestId: string) => {
  const began = performance.now();
  const clientRequestId = safeId(request.headers.get('X-Request-Id'));
  let caller: Pick<Access, 'account' | 'key' | 'user'> = {};
  let route: string | undefined;
  return {
    matched: (pattern: string): void => {
      route = pattern;
    },
    recognise: (recognised: Recognised): void => {
      caller = idsOf(recognised);
    },
    answered: (status: number): Access => ({
      requestId,
      method: request.method,
      ...(route === undefined ? {} : { route }),
      status,
      durationMs: Math.round((performance.now() - began) * 1000) / 1000,
      ...caller,
      ...(clientRequestId === undefined ? {} : { clientRequestId }),
    }),
  };
};

/** Ids alone: whoever reads a log need not learn how anybody is called. */
function idsOf({ accountId, proof }: Recognised): Pick<Access, 'account' | 'key' | 'user'> {
  return {
    ...(accountId === undefined ? {} : { account: accountId }),
    ...(proof?.kind === 'key' ? { key: proof.id } : {}),
    ...(proof?.kind === 'user' ? { user: proof.id } : {}),
  };
}

/** An id that cannot forge or swell a line; any other is not worth keeping. */
const safeId = (given: string | null): string | undefined =>
  given !== null && /^[A-Za-z0-9._-]{1,128}$/.test(given) ? given : undefined;
