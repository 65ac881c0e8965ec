import type { Telemetry } from '@tenantry/domain';
import { factsOfFault } from './fault.ts';
import { healthDescription, readinessDescription } from './openapi/process-routes.ts';
import { jsonContent } from './reply.ts';
import type { Reply, Route } from './route.ts';
import { shared } from './shared.ts';

/**
 * `/healthz`: the process answers, whatever its store does. `/readyz`: the store answers too, and
 * the process is not about to end.
 */
export const healthRoutes = (
  ready: () => Promise<void>,
  telemetry: Telemetry,
  isEnding: () => boolean,
): readonly Route[] => {
  // Whoever asks needs no proof for it: those who ask at once are one.
  const checked = shared(ready);
  return [
    {
      method: 'GET',
      path: '/healthz',
      describe: healthDescription,
      handle: async () => status(200, 'ok'),
    },
    {
      method: 'GET',
      path: '/readyz',
      describe: readinessDescription,
      handle: async ({ requestId }) => {
        if (isEnding()) return unavailable;
        try {
          await checked();
        } catch (fault) {
          telemetry.log('warn', 'not ready', { requestId, ...factsOfFault(fault) });
          return unavailable;
        }
        return status(200, 'ready');
      },
    },
  ];
};

const status = (code: number, text: string): Reply => ({
  status: code,
  content: jsonContent(JSON.stringify({ status: text })),
});

const unavailable: Reply = { ...status(503, 'unavailable'), headers: { 'Retry-After': '1' } };
