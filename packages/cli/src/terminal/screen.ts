import { WriteStream } from 'node:tty';

/** What a stream goes to. */
export interface Screen {
  /** How many characters fit into a line of the terminal; absent where it goes to none. */
  readonly columns?: number;
  readonly isColoured: boolean;
  /** Whether more than ASCII can be drawn. */
  readonly isUtf8: boolean;
}

/** As much of a stream as tells what it goes to. */
export interface MaybeTerminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** A file or a pipe: no width, no colour, text as it is. */
export const noScreen: Screen = { isColoured: false, isUtf8: true };

export const screenOf = (
  stream: MaybeTerminal,
  environment: Environment,
  platform: NodeJS.Platform = process.platform,
): Screen => {
  const isTerminal = stream.isTTY === true;
  return {
    // Some terminals say that they are none wide.
    ...(isTerminal ? { columns: stream.columns || 80 } : {}),
    isColoured: wantsColour(isTerminal, environment),
    isUtf8: !isTerminal || platform === 'win32' || /utf-?8/i.test(localeOf(environment)),
  };
};

/** `FORCE_COLOR` wins over `NO_COLOR`, as it does wherever Node.js colours; both where not empty. */
function wantsColour(isTerminal: boolean, environment: Environment): boolean {
  const { FORCE_COLOR: forced = '', NO_COLOR: refused = '' } = environment;
  if (forced !== '') return forced !== '0' && forced !== 'false';
  if (refused !== '' || !isTerminal) return false;
  const { FORCE_COLOR: _, NO_COLOR: __, ...rest } = environment;
  return WriteStream.prototype.getColorDepth(rest) > 1;
}

/** The first of these that says anything counts. */
const localeOf = ({ LC_ALL, LC_CTYPE, LANG }: Environment): string =>
  LC_ALL || LC_CTYPE || LANG || '';
