import type { Operation } from './document.ts';

/** What a request is to be like. */
export type Manner = 'valid' | 'spoiled' | 'unproven' | 'wrongly proven';

export interface Made {
  readonly operation: Operation;
  readonly manner: Manner;
  readonly request: Request;
  /** As it is told where something is wrong with the answer. */
  readonly text: string;
}
