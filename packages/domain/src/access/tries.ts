/** Tries at one thing that may be guessed, within one window of time. */
export interface Tries {
  readonly count: number;
  /** When the window is over and counting begins anew. */
  readonly until: Date;
}
