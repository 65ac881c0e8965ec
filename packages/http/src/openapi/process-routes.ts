import { z } from 'zod';
import type { Description } from '../description.ts';
import { Problem } from '../problem.ts';
import { headerComponents } from './headers.ts';

const Health = z
  .object({ status: z.enum(['ok', 'ready', 'unavailable']) })
  .describe('How the process is.');

/** What belongs to no protocol. */
export const serviceTag = {
  name: 'Service',
  description: 'How the process is, and what it serves.',
};

/** What the parts are called in the document. */
export const serviceSchemas = { BareProblem: Problem, Health };

const health = (status: z.infer<typeof Health>['status']) => ({
  'application/json': { schema: Health, examples: { [status]: { status } } },
});

export const healthDescription: Description = {
  id: 'checkHealth',
  summary: 'Does the process answer?',
  description: 'Answers whatever the store does: one that does not is to be started anew.',
  proofs: [],
  answers: { 200: { description: 'It does.', content: health('ok') } },
  failures: [],
  probe: true,
};

export const readinessDescription: Description = {
  id: 'checkReadiness',
  summary: 'Should requests be sent this way?',
  proofs: [],
  answers: {
    200: { description: 'They should: the store answers.', content: health('ready') },
    503: {
      description:
        'They should not, for now: the store does not answer, or the process is about to end.',
      headers: z.object({ 'Retry-After': headerComponents.RetryAfter }),
      content: health('unavailable'),
    },
  },
  failures: [],
  probe: true,
};

export const metricsDescription: Description = {
  id: 'readMetrics',
  summary: 'Read the metrics',
  description: 'For Prometheus. They say how much of what is done, and never to or by whom.',
  proofs: [],
  answers: {
    200: {
      description: "The metrics, in Prometheus' text format 0.0.4.",
      content: {
        'text/plain': {
          schema: z.string(),
          examples: {
            metric: '# TYPE process_cpu_seconds_total counter\nprocess_cpu_seconds_total 1.5\n',
          },
        },
      },
    },
  },
  failures: [],
};

export const documentDescription: Description = {
  id: 'readDescription',
  summary: 'Read this description',
  description: 'In OpenAPI 3.1. `/docs` shows it to people.',
  proofs: [],
  answers: {
    200: {
      description: 'The description.',
      content: {
        'application/json': {
          schema: z.looseObject({
            openapi: z.string(),
            info: z.looseObject({ title: z.string(), version: z.string() }),
          }),
        },
      },
    },
  },
  failures: [],
};
