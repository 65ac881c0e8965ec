import fc from 'fast-check';
import {
  lifecyclePhases,
  metadata,
  metadataKeys,
  monitoringTypes,
  numberedPairs,
  referenceTypes,
} from './details.ts';
import { type Faulty, type FaultyCommand, refused } from './faulty.ts';
import { fields, lists, mixed, objectOf, optional, type Part, planted, sound } from './parts.ts';
import { faultyTexts, texts } from './text.ts';

const workflow = { workflowDefinitionId: 'id', workflowName: 'name' };
const reference = { name: 'name', value: 'value' };

/** Workflows of one command, some of them faulty. */
export const workflowParts = (): fc.Arbitrary<Part> =>
  lists(
    fields({
      workflowDefinitionId: mixed(texts(), faultyTexts()),
      workflowName: mixed(texts(), faultyTexts()),
      workflowDisplayName: optional(texts(), faultyTexts()),
      workflowDefinitionVersion: optional(texts(), faultyTexts()),
      lifecyclePhase: optional(fc.constantFrom(...lifecyclePhases), faultyChoices()),
      monitoringType: optional(fc.constantFrom(...monitoringTypes), faultyChoices()),
    }),
    Array.from({ length: 101 }, () => workflow),
  );

/** References of one command, some of them faulty. */
export const referenceParts = (): fc.Arbitrary<Part> =>
  lists(
    fields({
      name: mixed(texts(), faultyTexts()),
      value: mixed(texts(), faultyTexts()),
      description: optional(texts(description), faultyTexts(description)),
      type: optional(fc.constantFrom(...referenceTypes), faultyChoices()),
      metadata: fc.oneof(
        { weight: 7, arbitrary: sound(fc.option(metadata(), { nil: undefined })) },
        { weight: 1, arbitrary: faultyMetadata() },
      ),
    }),
    Array.from({ length: 101 }, () => reference),
  );

const description = { minLength: 0, maxLength: 1024 };

/** Neither a choice that is offered nor one that differs from it by a fold. */
const faultyChoices = (): fc.Arbitrary<Faulty> =>
  fc.oneof(
    refused(fc.constant(null), 'required'),
    refused(
      fc.constantFrom<unknown>('', 'other', ' OTHER', 'OTHER\0', 'aml', 0, true, ['OTHER'], {}),
      'unknown',
    ),
  );

/** Metadata that must be refused; paths begin within it. */
export const faultyMetadata = (): fc.Arbitrary<FaultyCommand> =>
  fc.oneof(
    planted(
      fc.constantFrom<Faulty>(
        { input: null, codes: ['required'] },
        { input: 'text', codes: ['type'] },
        { input: 0, codes: ['type'] },
        { input: [['key', 'value']], codes: ['type'] },
        { input: numberedPairs(51), codes: ['tooMany'] },
      ),
    ),
    fc
      .tuple(metadataKeys(), planted(faultyTexts().filter(({ input }) => input !== undefined)))
      .map(([key, value]) => objectOf([[key, value]])),
    faultyTexts()
      .map(({ input, codes }): Part => {
        const faults = codes.map((code) => ({ path: [], code }));
        return typeof input === 'string'
          ? objectOf([[input, { input: 'value', faults }]])
          : { input: {}, faults: [] };
      })
      .filter(({ faults }) => faults.length > 0),
    metadataKeys().map((key) => ({
      input: { [`${key} `]: 'lost', [key]: 'kept' },
      faults: [{ path: [key], code: 'duplicate' as const }],
    })),
  );
