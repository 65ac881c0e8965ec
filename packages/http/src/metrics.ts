import type { Application, Figures, Telemetry } from '@tenantry/domain';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { telemetryCounters } from './metrics/telemetry-counters.ts';
import { aMoment, shared } from './shared.ts';

/** What is asked when somebody reads the metrics. */
export interface MetricsSources {
  readonly inFlight: () => number;
  readonly backlog: Application['mail']['backlog'];
  readonly figures?: () => Figures;
}

/** One request that was answered. */
export interface Answered {
  readonly method: string;
  /** The route's pattern; absent where no route fits. */
  readonly route?: string;
  readonly status: number;
  readonly durationMs: number;
}

export interface Metrics {
  /** For a `Telemetry`: a counter of this name, with `tenantry_` before it and `_total` behind. */
  readonly count: Telemetry['count'];
  readonly answered: (request: Answered) => void;
  readonly watch: (sources: MetricsSources) => void;
  /** All of them in the text format of Prometheus. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

export interface MetricsOptions {
  /**
   * Also of the process: its memory, its processor time, its event loop. That measures for as long
   * as the process lives.
   */
  readonly ofProcess?: boolean;
}

/** Seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Fetch lets a method be anything; those that are known are as many as there can be. */
const methods = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS'];

/**
 * Metrics of their own, apart from those that others may keep in this process. What a request says
 * never becomes a label: there are as many as there are routes, methods and statuses.
 */
export const createMetrics = ({ ofProcess = false }: MetricsOptions = {}): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    name: 'tenantry_requests_total',
    help: 'Requests that were answered.',
    labelNames: ['route', 'method', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'tenantry_request_duration_seconds',
    help: 'How long requests took until their reply was made.',
    labelNames: ['route'],
    buckets,
    registers,
  });
  if (ofProcess) collectDefaultMetrics({ register: registry });

  return {
    count: telemetryCounters(registry),
    answered: ({ method, route = 'none', status, durationMs }) => {
      const known = methods.includes(method) ? method : 'other';
      requests.inc({ route, method: known, status: String(status) });
      durations.observe({ route }, durationMs / 1000);
    },
    watch: (sources) => watched(registry, sources),
    text: shared(() => registry.metrics()),
    contentType: registry.contentType,
  };
};

/** Gauges that ask when they are read. Whoever watches last is asked. */
function watched(registry: Registry, { inFlight, backlog, figures = () => ({}) }: MetricsSources) {
  const fresh = (name: string): string => {
    registry.removeSingleMetric(name);
    return name;
  };
  const gauge = (name: string, help: string, ask: () => number | Promise<number>): void => {
    const own: Gauge = new Gauge({
      name: fresh(name),
      help,
      registers: [registry],
      collect: async () => own.set(await ask()),
    });
  };
  gauge('tenantry_requests_in_flight', 'Requests that are under way.', inFlight);
  const { connections, hashing } = figures();
  if (connections !== undefined) {
    const now = () => figures().connections ?? connections;
    gauge('tenantry_database_connections', 'Connections to the database.', () => now().open);
    gauge('tenantry_database_connections_idle', 'Those that nobody uses.', () => now().idle);
    gauge('tenantry_database_waiting', 'Those who wait for one.', () => now().waiting);
  }
  if (hashing !== undefined) {
    const now = () => figures().hashing ?? hashing;
    gauge('tenantry_hashes_running', 'Passwords that are hashed.', () => now().running);
    gauge('tenantry_hashes_waiting', 'Passwords that wait to be hashed.', () => now().waiting);
    const refused: Counter = new Counter({
      name: fresh('tenantry_hashes_refused_total'),
      help: 'Passwords that were turned away.',
      registers: [registry],
      collect: () => {
        refused.reset();
        refused.inc(now().refused);
      },
    });
  }
  const asked = shared(backlog, aMoment);
  gauge('tenantry_outbox_messages', 'Messages that are due.', async () => {
    const found = await asked();
    return found.ok ? found.value.count : Number.NaN;
  });
  gauge('tenantry_outbox_oldest_seconds', 'How long the first of them is owed.', async () => {
    const found = await asked();
    if (!found.ok) return Number.NaN;
    const { since } = found.value;
    return since === undefined ? 0 : Math.max(0, (Date.now() - since.getTime()) / 1000);
  });
}
