import type { IssueCode } from '@tenantry/domain';
import { z } from 'zod';
import { openEnum } from '../openapi/open-enum.ts';
import { Problem } from '../problem.ts';

/** What a place can be at fault for. */
export type FaultCode = IssueCode | 'taken';

const meanings: Readonly<Record<FaultCode, string>> = {
  required: 'absent, or null',
  type: 'of another JSON type',
  tooShort: 'too short',
  tooLong: 'too long',
  tooMany: 'too many entries',
  tooDeep: 'nested too deeply',
  characters: 'holds characters that are not allowed',
  format: 'not written as it must be',
  unknown: 'no field of this, or none of the values that there are',
  duplicate: 'stands more than once',
  mismatch: 'does not match what it must agree with',
  common: 'a password that is on every list',
  personal: "a password made of the person's own data",
  exceedsPower: 'grants more than the caller has',
  taken: 'in use already, and may stand only once',
};

export const Fault = z
  .object({
    pointer: z
      .string()
      .exactOptional()
      .describe('Where in the body: a JSON Pointer (RFC 6901); the empty one is the whole body.'),
    parameter: z.string().exactOptional().describe('In which parameter of the query.'),
    header: z.string().exactOptional().describe('In which header.'),
    code: openEnum(Object.keys(meanings)).describe(
      Object.entries(meanings)
        .map(([code, meaning]) => `- \`${code}\`: ${meaning}`)
        .join('\n'),
    ),
    detail: z.string().describe('The same for people; never repeats what was sent.'),
  })
  .describe('One fault of a request.');

/** A problem of our own interface, which is one of these. */
export const problemSchema = (codes: readonly string[]) =>
  z
    .object({
      ...Problem.shape,
      detail: z.string().describe('What happened, for people.'),
      code: openEnum(codes).describe(
        'What happened, for programs. There may be more of these one day.',
      ),
      errors: z
        .array(Fault)
        .exactOptional()
        .describe('Every fault of the request, each with its place.'),
    })
    .describe('A problem of RFC 9457. Programs tell one from another by `code`.');

export const exampleFault = { pointer: '/name', code: 'required', detail: 'is required' };
