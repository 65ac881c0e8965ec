/** The settings that stand before or after any command. */
export interface Flags {
  readonly database?: string;
  readonly mail?: string;
  readonly publicUrl?: string;
  readonly as?: string;
}

/** Whether a command's answer is for a program. */
export interface Json {
  readonly json?: true;
}
