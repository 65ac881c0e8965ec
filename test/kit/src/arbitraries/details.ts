import type { CreateCustomerInput } from '@tenantry/domain';
import fc from 'fast-check';
import { jsonKeys } from './json.ts';
import { texts, trimmedTexts } from './text.ts';

type Given<Key extends keyof CreateCustomerInput> = NonNullable<CreateCustomerInput[Key]>;

export type WorkflowInput = Given<'workflows'>[number];
export type ReferenceInput = Given<'references'>[number];

export const lifecyclePhases = ['ONBOARDING', 'MONITORING', 'REFRESH', 'OTHER'] as const;
export const monitoringTypes = ['AML', 'ACTIVITY'] as const;
export const referenceTypes = ['SYSTEM', 'CUSTOMER', 'ACCOUNT', 'OTHER'] as const;

/** Workflows that an account may have from the start. */
export const defaultWorkflows = (): fc.Arbitrary<WorkflowInput> =>
  fc.record(
    {
      workflowDefinitionId: texts(),
      workflowName: texts(),
      workflowDisplayName: texts(),
      workflowDefinitionVersion: texts(),
      lifecyclePhase: fc.constantFrom(...lifecyclePhases),
      monitoringType: fc.constantFrom(...monitoringTypes),
    },
    { requiredKeys: ['workflowDefinitionId', 'workflowName'] },
  );

/** What an account is called elsewhere, with or without metadata. */
export const externalReferences = (): fc.Arbitrary<ReferenceInput> =>
  fc.record(
    {
      name: texts(),
      value: texts(),
      description: texts({ minLength: 0, maxLength: 1024 }),
      type: fc.constantFrom(...referenceTypes),
      metadata: metadata(),
    },
    { requiredKeys: ['name', 'value'] },
  );

/** Up to 50 pairs of texts; keys that objects act upon are keys like any other. */
export const metadata = (): fc.Arbitrary<Readonly<Record<string, string>>> =>
  fc.oneof(
    {
      weight: 9,
      arbitrary: fc
        .uniqueArray(fc.tuple(metadataKeys(), texts()), { maxLength: 5, selector: ([key]) => key })
        .map((pairs) => Object.fromEntries(pairs)),
    },
    { weight: 1, arbitrary: fc.constant(numberedPairs(50)) },
  );

/** Trimmed, for two keys that are one after trimming are refused. */
export const metadataKeys = (): fc.Arbitrary<string> =>
  fc.oneof(
    trimmedTexts(),
    jsonKeys().filter((key) => key.trim() === key && /^[^\p{Cc}\p{Cs}]+$/u.test(key)),
  );

export const numberedPairs = (length: number): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from({ length }, (_, at) => [`key-${at}`, `${at}`]));
