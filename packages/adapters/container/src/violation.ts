/** A row that breaks an invariant. It holds no secret, no name and no address. */
export interface Violation {
  /** `INV1` to `INV7`. */
  readonly invariant: string;
  /** What is wrong, in a few words. */
  readonly check: string;
  readonly table: string;
  /** Absent where it is the row as a whole. */
  readonly column?: string;
  /** What the row is known by; `?` where nothing can be shown of it. */
  readonly id: string;
}
