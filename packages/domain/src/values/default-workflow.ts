import { z } from 'zod';
import { text } from './text.ts';

/** A workflow that an account has from the start. */
export const DefaultWorkflow = z
  .strictObject({
    workflowDefinitionId: text(1, 255),
    workflowName: text(1, 255),
    workflowDisplayName: text(1, 255).exactOptional(),
    workflowDefinitionVersion: text(1, 255).exactOptional(),
    lifecyclePhase: z.enum(['ONBOARDING', 'MONITORING', 'REFRESH', 'OTHER']).default('OTHER'),
    monitoringType: z.enum(['AML', 'ACTIVITY']).exactOptional(),
  })
  .readonly();
export type DefaultWorkflow = z.infer<typeof DefaultWorkflow>;

export const DefaultWorkflows = z.array(DefaultWorkflow).max(100).readonly();
