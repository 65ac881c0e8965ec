import type { Application, Telemetry } from '@tenantry/domain';
import { factsOfFault } from './fault.ts';
import { jsonContent } from './reply.ts';
import type { Reply, Route } from './route.ts';

/**
 * `/healthz`: the process answers, whatever its store does. `/readyz`: the store answers too, and
 * the process is not about to end.
 */
export const healthRoutes = (
  app: Pick<Application, 'ready'>,
  telemetry: Telemetry,
  isEnding: () => boolean,
): readonly Route[] => [
  { method: 'GET', path: '/healthz', handle: async () => status(200, 'ok') },
  {
    method: 'GET',
    path: '/readyz',
    handle: async ({ requestId }) => {
      if (isEnding()) return unavailable;
      try {
        await app.ready();
      } catch (fault) {
        telemetry.log('warn', 'not ready', { requestId, ...factsOfFault(fault) });
        return unavailable;
      }
      return status(200, 'ready');
    },
  },
];

const status = (code: number, text: string): Reply => ({
  status: code,
  content: jsonContent(JSON.stringify({ status: text })),
});

const unavailable: Reply = { ...status(503, 'unavailable'), headers: { 'Retry-After': '1' } };
