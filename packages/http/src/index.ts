import type { Application, Figures, Telemetry } from '@tenantry/domain';
import { accessOf, logAccess } from './access-log.ts';
import { docs } from './docs.ts';
import { factsOfFault } from './fault.ts';
import { isUnder, routeFinder } from './find-route.ts';
import { healthRoutes } from './health.ts';
import { inFlight } from './limits/in-flight.ts';
import { type OverloadOptions, overload } from './limits/overload.ts';
import { uncounted, visits } from './limits/visits.ts';
import { management } from './management/route.ts';
import { metricsRoute } from './metrics/route.ts';
import type { Metrics } from './metrics.ts';
import { basePathOf, isBeneath, withBase, withoutBase } from './mount/base-path.ts';
import { openapiRoute } from './openapi.ts';
import type { KeptMail } from './pages/dev-mail.ts';
import { pages as pagesOf } from './pages/route.ts';
import { refuseNeutrally } from './problem.ts';
import { adminAccountsV1 } from './protocols/admin-accounts-v1/route.ts';
import { customersV2 } from './protocols/customers-v2/route.ts';
import { partnersV1 } from './protocols/partners-v1/route.ts';
import { partnersV8 } from './protocols/partners-v8/route.ts';
import { responseOf } from './reply.ts';
import { requestIds } from './request-ids.ts';
import type { AnyRoute, Protocol, Refusal, Reply, Route } from './route.ts';

export { exampleCalls } from './example-calls.ts';
export { factsOfFault } from './fault.ts';
export type { OverloadOptions } from './limits/overload.ts';
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
  /** Rejects where the process should not be asked anything; that the store answers, without it. */
  readonly ready?: () => Promise<void>;
  /** Refuses early where too much is asked; without it whatever is asked is tried. */
  readonly overload?: OverloadOptions;
  /** Counts what is asked, and shows it at `/metrics`; without it there is no such path. */
  readonly metrics?: Metrics;
  /** What the metrics tell of the adapters. */
  readonly figures?: () => Figures;
}

export type Operation = Pick<Route, 'method' | 'path'>;

/** What is known of a request besides itself. */
export interface From {
  /** The client's network address, as far as it can be known. */
  readonly address?: string;
}

export interface Http {
  /**
   * Answers a request; never rejects. Any host that speaks Fetch can mount it. A header that was
   * sent twice must arrive as one, joined with a comma, as Fetch has it: credentials and tenants
   * that stand twice are refused by that.
   *
   * The path may begin with that of the public URL, or be without it.
   */
  readonly fetch: (request: Request, from?: From) => Promise<Response>;
  /**
   * Whether a request is for what is served here, for a host that has paths of its own beside it:
   * all beneath the path of the public URL, or, where that has none, what there is at its root.
   */
  readonly claims: (request: Pick<Request, 'url'>) => boolean;
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
  { telemetry = silent, devMail, ready = app.ready, ...options }: HttpOptions = {},
): Http => {
  let ending = false;
  const protocols = [
    management(app),
    customersV2(app),
    partnersV1(app),
    partnersV8(app),
    adminAccountsV1(app),
  ];
  const pages = [...pagesOf(app, devMail), docs(app.publicUrl)];
  const families = [...protocols, ...pages];
  const { metrics, figures } = options;
  const service = [
    ...healthRoutes(ready, telemetry, () => ending),
    ...(metrics === undefined ? [] : [metricsRoute(metrics)]),
  ];
  const operations = [
    ...service,
    openapiRoute(app.publicUrl, service, protocols),
    ...protocols.flatMap(({ routes }) => routes),
  ];
  const shown = pages.flatMap(({ routes }) => routes);
  const routes = [...operations, ...shown];
  const findRoute = routeFinder(routes);
  const base = basePathOf(app.publicUrl, routes);
  const familyOf = (pathname: string | undefined) =>
    families.find(({ under }) => pathname !== undefined && isUnder(under, pathname));
  const nextId = requestIds();
  const flight = inFlight();
  const tooMuch = overload(options.overload);
  const visited = visits(app, (fault) =>
    telemetry.log('error', 'limits not read', factsOfFault(fault)),
  );
  metrics?.watch({
    inFlight: flight.all,
    backlog: app.mail.backlog,
    ...(figures === undefined ? {} : { figures }),
  });

  return {
    operations: operations.map(operationOf),
    pages: shown.map(operationOf),
    end: () => {
      ending = true;
    },
    claims: (request) => {
      const pathname = pathOf(request);
      if (pathname === undefined) return false;
      if (base !== '') return isBeneath(base, pathname);
      return familyOf(pathname) !== undefined || findRoute('GET', pathname).kind !== 'PathNotFound';
    },
    fetch: async (request, from) => {
      const requestId = nextId();
      const access = accessOf(request, requestId);
      const given = pathOf(request);
      const pathname = given === undefined ? undefined : withoutBase(base, given);
      const { refuse } = familyOf(pathname) ?? neutral;
      let visit = uncounted;

      const answer = async (): Promise<Reply> => {
        const found = pathname === undefined ? malformed : findRoute(request.method, pathname);
        // Whoever watches the process must be answered, however much others ask of it.
        if (found.kind !== 'RouteFound' || !isProbe(found.route)) {
          const overloaded = tooMuch(flight.working());
          if (overloaded !== undefined) return refuse(overloaded, requestId, request);
          visit = await visited(addressIn(from));
          if (visit.refused !== undefined) return refuse(visit.refused, requestId, request);
        }
        if (isRepeated(request.headers.get('Host'))) return refuse(malformed, requestId, request);
        if (found.kind === 'OptionsAsked')
          return { status: 204, headers: { Allow: found.allow.join(', ') } };
        if (found.kind !== 'RouteFound') return refuse(found, requestId, request);
        const { route, parameters } = found;
        access.matched(route.path);
        const { recognise } = access;
        const { admit, standing } = visit;
        return route.handle({ request, requestId, parameters, recognise, admit, standing });
      };

      const reply = await flight.track(request, answer).catch((fault: unknown): Reply => {
        if (isOfLeaving(fault, request)) return gone;
        telemetry.log('error', 'fault', { requestId, ...factsOfFault(fault) });
        return refuse({ kind: 'Fault' }, requestId, request);
      });
      const answered = access.answered(reply.status);
      logAccess(telemetry, answered);
      metrics?.answered(answered);
      const headers = { ...reply.headers, ...visit.headers() };
      const whole = withBase(base, { ...reply, headers });
      return responseOf(whole, requestId, request.method === 'HEAD');
    },
  };
};

const operationOf = ({ method, path }: AnyRoute): Operation => ({ method, path });

const neutral: Pick<Protocol, 'refuse'> = { refuse: refuseNeutrally };

const malformed: Extract<Refusal, { readonly kind: 'MalformedRequest' }> = {
  kind: 'MalformedRequest',
};

/** The client has hung up, and nobody reads this: the status is for the access log alone. */
const gone: Reply = { status: 499 };

/** Whether that is why it was thrown: what breaks while nobody waits for the answer is a fault. */
const isOfLeaving = (thrown: unknown, { signal }: Request): boolean =>
  signal.aborted &&
  (thrown === signal.reason || (thrown instanceof Error && thrown.name === 'AbortError'));

const isProbe = (route: AnyRoute): boolean => 'describe' in route && route.describe.probe === true;

/** Undefined where the request has no URL that can be read, such as a port past 65535. */
function pathOf(request: Pick<Request, 'url'>): string | undefined {
  try {
    return new URL(request.url).pathname;
  } catch {
    return undefined;
  }
}

/** Servers hand all sorts of things to what answers their requests. */
const addressIn = (from: From | undefined): string | undefined =>
  typeof from?.address === 'string' ? from.address : undefined;

const isRepeated = (host: string | null): boolean => host?.includes(',') === true;
