/** A master account that calls can be made with. */
export interface ExampleCallsInput {
  readonly publicUrl: string;
  readonly apiKey: string;
  readonly account: { readonly id: string; readonly number: number; readonly url: string };
  readonly user: { readonly userName: string; readonly email: string; readonly password: string };
}

/** One call as a person pastes it into a POSIX shell. */
export interface Call {
  /** Stands above it as a comment. */
  readonly title: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is, with a value in the place of each `fresh`. */
  readonly body?: string;
  /** Commands that come before it. */
  readonly before?: readonly string[];
}

/** Stands in a body where each paste has a value of its own. */
export const fresh = '%FRESH%';

/** The text of a call, secrets and all. */
export const callText = ({ title, url, headers = {}, body, before = [] }: Call): string => {
  const fields = Object.entries(headers).map(
    ([name, value]) => `-H ${withVariables(quoted(`${name}: ${value}`))}`,
  );
  const data = body === undefined ? [] : [`-d ${withVariables(quoted(body))}`];
  const words = [`curl -sS ${quoted(url)}`, ...fields, ...data].join(' \\\n  ');
  const freshly = body?.includes(fresh) === true ? [makeFresh] : [];
  return [`# ${title}`, ...before, ...freshly, words].join('\n');
};

/** Every POSIX system has these; `$RANDOM` and nanoseconds it may not. */
const makeFresh = `FRESH=$(od -An -N6 -tx1 /dev/urandom | tr -d ' \\n')`;

/** `%NAME%` within a quoted word becomes the shell's own `$NAME`. */
const withVariables = (word: string): string => word.replaceAll(/%([A-Z]+)%/g, `'"$$$1"'`);

/** One word of a POSIX shell, whatever is in it. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
