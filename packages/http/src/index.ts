import type { Application, Telemetry } from '@tenantry/domain';
import { monotonicFactory } from 'ulid';
import { accessOf, logAccess } from './access-log.ts';
import { factsOfFault } from './fault.ts';
import { isUnder, routeFinder } from './find-route.ts';
import { healthRoutes } from './health.ts';
import { management } from './management/route.ts';
import type { KeptMail } from './pages/dev-mail.ts';
import { pages as pagesOf } from './pages/route.ts';
import { refuseNeutrally } from './problem.ts';
import { adminAccountsV1 } from './protocols/admin-accounts-v1/route.ts';
import { customersV2 } from './protocols/customers-v2/route.ts';
import { partnersV1 } from './protocols/partners-v1/route.ts';
import { partnersV8 } from './protocols/partners-v8/route.ts';
import { responseOf } from './reply.ts';
import type { Protocol, Reply, Route } from './route.ts';

export { exampleCalls } from './example-calls.ts';
export { factsOfFault } from './fault.ts';
export type { KeptMail } from './pages/dev-mail.ts';
export type { ExampleCallsInput } from './shell.ts';

export interface HttpOptions {
  /** Told one line for each request, and of each fault. Silent without it. */
  readonly telemetry?: Telemetry;
  /**
   * The mail that was kept instead of being sent, to be read at `/dev/mail`: for development alone,
   * since whoever reads it can get in as everybody. Without it there is no such page.
   */
  readonly devMail?: () => readonly KeptMail[];
}

export type Operation = Pick<Route, 'method' | 'path'>;

export interface Http {
  /**
   * Answers a request; never rejects. Any host that speaks Fetch can mount it. A header that was
   * sent twice must arrive as one, joined with a comma, as Fetch has it: credentials and tenants
   * that stand twice are refused by that.
   */
  readonly fetch: (request: Request) => Promise<Response>;
  /** What programs call, by method and by pattern: `:name` stands for one segment of the path. */
  readonly operations: readonly Operation[];
  /** What people look at, likewise. */
  readonly pages: readonly Operation[];
  /**
   * Says that the process is about to end: `/readyz` answers 503 from now on, so that nobody sends
   * more this way. Everything else is answered as before.
   */
  readonly end: () => void;
}

const silent: Telemetry = { log: () => {}, count: () => {} };

/** The HTTP interface of an application: every protocol, and health. Starts nothing by itself. */
export const createHttp = (
  app: Application,
  { telemetry = silent, devMail }: HttpOptions = {},
): Http => {
  let ending = false;
  const protocols = [
    management(app),
    customersV2(app),
    partnersV1(app),
    partnersV8(app),
    adminAccountsV1(app),
  ];
  const pages = pagesOf(app, devMail);
  const families = [...protocols, ...pages];
  const operations = [
    ...healthRoutes(app, telemetry, () => ending),
    ...protocols.flatMap(({ routes }) => routes),
  ];
  const shown = pages.flatMap(({ routes }) => routes);
  const findRoute = routeFinder([...operations, ...shown]);
  const nextId = monotonicFactory();

  return {
    operations: operations.map(operationOf),
    pages: shown.map(operationOf),
    end: () => {
      ending = true;
    },
    fetch: async (request) => {
      const requestId = nextId();
      const access = accessOf(request, requestId);
      const pathname = pathOf(request);
      const { refuse } = families.find((protocol) => claims(protocol, pathname)) ?? neutral;

      const answer = async (): Promise<Reply> => {
        if (pathname === undefined || isRepeated(request.headers.get('Host')))
          return refuse({ kind: 'MalformedRequest' }, requestId, request);
        const found = findRoute(request.method, pathname);
        if (found.kind === 'OptionsAsked')
          return { status: 204, headers: { Allow: found.allow.join(', ') } };
        if (found.kind !== 'RouteFound') return refuse(found, requestId, request);
        const { route, parameters } = found;
        access.matched(route.path);
        const { recognise } = access;
        return route.handle({ request, requestId, parameters, recognise });
      };

      const reply = await answer().catch((fault: unknown): Reply => {
        if (request.signal.aborted) return gone;
        telemetry.log('error', 'fault', { requestId, ...factsOfFault(fault) });
        return refuse({ kind: 'Fault' }, requestId, request);
      });
      logAccess(telemetry, access.answered(reply.status));
      return responseOf(reply, requestId, request.method === 'HEAD');
    },
  };
};

const operationOf = ({ method, path }: Route): Operation => ({ method, path });

const neutral: Pick<Protocol, 'refuse'> = { refuse: refuseNeutrally };

/** The client has hung up, and nobody reads this: the status is for the access log alone. */
const gone: Reply = { status: 499 };

const claims = ({ under }: Protocol, pathname: string | undefined): boolean =>
  pathname !== undefined && isUnder(under, pathname);

/** Undefined where the request has no URL that can be read, such as a port past 65535. */
function pathOf(request: Request): string | undefined {
  try {
    return new URL(request.url).pathname;
  } catch {
    return undefined;
  }
}

const isRepeated = (host: string | null): boolean => host?.includes(',') === true;
