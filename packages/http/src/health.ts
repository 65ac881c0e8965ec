import type { Application, Telemetry } from '@tenantry/domain';
import { factsOfFault } from './fault.ts';
import { jsonContent } from './reply.ts';
import type { Reply, Route } from './route.ts';

/** `/healthz`: the process answers, whatever its store does. `/readyz`: the store answers too. */
export const healthRoutes = (
  app: Pick<Application, 'ready'>,
  telemetry: Telemetry,
): readonly Route[] => [
  { method: 'GET', path: '/healthz', handle: async () => status(200, 'ok') },
  {
    method: 'GET',
    path: '/readyz',
    handle: async ({ requestId }) => {
      try {
        if (await app.ready()) return status(200, 'ready');
      } catch (fault) {
        telemetry.log('warn', 'not ready', { requestId, ...factsOfFault(fault) });
      }
      return { ...status(503, 'unavailable'), headers: { 'Retry-After': '1' } };
    },
  },
];

const status = (code: number, text: string): Reply => ({
  status: code,
  content: jsonContent(JSON.stringify({ status: text })),
});
