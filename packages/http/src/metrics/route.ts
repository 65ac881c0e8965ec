import type { Metrics } from '../metrics.ts';
import { metricsDescription } from '../openapi/process-routes.ts';
import type { Route } from '../route.ts';

/** `/metrics`, for Prometheus. */
export const metricsRoute = (metrics: Metrics): Route => ({
  method: 'GET',
  path: '/metrics',
  describe: metricsDescription,
  handle: async () => ({
    status: 200,
    content: { type: metrics.contentType, text: await metrics.text() },
  }),
});
