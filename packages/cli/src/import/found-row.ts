import type { Issue, Path } from '@tenantry/domain';

/** A row as it was found in a file, before anybody asks what it means. */
export interface FoundRow {
  /** Where it begins in the file, from 1. */
  readonly line: number;
  /** How many bytes of the file end with it, as far as it is known. */
  readonly end: number;
  /** JSON text; absent where nothing could be made of it. */
  readonly text?: string;
  /** What is wrong with how it is written. */
  readonly issues: readonly Issue[];
  /** Where the file has what stands at a place of the text; else it is just there. */
  readonly placeOf?: (path: Path) => Path;
}

/** What is wrong with a file altogether: in one line, without anything that it holds. */
export class Unusable extends Error {}
