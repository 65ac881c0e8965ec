import type { FailureKind, Power } from '@tenantry/domain';
import type { z } from 'zod';
import type { RefusalKind } from './refusal.ts';

/** The forms of proof, as `securitySchemes` of the document name them. */
export type ProofName = 'apiKey' | 'basic' | 'bearer';

/** A body in one media type. */
export interface Described {
  /** The schema that validates it, or is made of the values that do. */
  readonly schema: z.ZodType;
  /** By name; each keeps the schema. */
  readonly examples?: Readonly<Record<string, unknown>>;
}

export type ByMediaType = Readonly<Record<string, Described>>;

/** A success. */
export interface Answered {
  readonly description: string;
  readonly headers?: z.ZodObject;
  readonly content?: ByMediaType;
}

/**
 * One operation as whoever calls it sees it: `/openapi.json` is made of these. What HTTP itself may
 * refuse, and what the limits of the process may, is added to each.
 */
export interface Description {
  /** The `operationId`: lower camel case, for ever the same. */
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  /** Any of these is enough; none where anybody may call. */
  readonly proofs: readonly ProofName[];
  /** The least power that the proof must have. */
  readonly power?: Power;
  /** The parameters that the path's pattern names. */
  readonly path?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Those besides the proof's. */
  readonly headers?: z.ZodObject;
  readonly body?: ByMediaType;
  /** What the body has may stand elsewhere in the request instead. */
  readonly bodyIsOptional?: true;
  /** By status. */
  readonly answers: Readonly<Record<number, Answered>>;
  /** The outcomes that are no success: statuses and codes come from the protocol's own table. */
  readonly failures: readonly FailureKind[];
  /** It tells how the process is, and is answered whatever the limits and the load. */
  readonly probe?: true;
}

/** What an outcome is in a protocol: read from the very table that it is answered from. */
export interface Explanation {
  readonly status: number;
  /** What programs tell it by, where the protocol has such a thing. */
  readonly code?: string;
  /** Others that the same outcome has at times. */
  readonly otherCodes?: readonly string[];
  readonly detail: string;
  readonly content: ByMediaType;
}

export type Explain = (kind: FailureKind | RefusalKind) => Explanation;
