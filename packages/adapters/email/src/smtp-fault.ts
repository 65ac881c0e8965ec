import type { MailOutcome } from '@tenantry/domain';

/** What a session was doing. */
export type Stage = 'connecting' | 'logging in' | 'sending';

/** Its cause is not for logs: servers repeat addresses, and texts, in what they answer. */
export class SmtpFault extends Error {
  readonly stage: Stage;
  /** Whether the connection was lost before a byte of the message had left. */
  readonly isUntouched: boolean;

  constructor(stage: Stage, cause: unknown, isUntouched: boolean) {
    super(`an SMTP session failed while ${stage}`, { cause });
    this.stage = stage;
    this.isUntouched = isUntouched;
  }
}

/** Why a session ended, in words of ours. */
export class SessionEnded extends Error {}

/** Whether a fault is an answer of the server, after which the connection still stands. */
export const isReply = (cause: unknown): boolean => {
  const code = replyOf(cause)?.code;
  return code !== undefined && code !== 421;
};

/**
 * What became of a letter. Refused is what the server will always refuse: a reply of 5xx to the
 * recipient or the message. Failed is all that somebody can mend: the network, the server, and our
 * own login, sender and reputation, of which the replies of 5xx can tell too.
 */
export const outcomeOfFault = (fault: SmtpFault): MailOutcome => {
  const { stage, cause } = fault;
  if (isTimeout(cause)) return failed(`no answer in time while ${stage}`);
  const reply = replyOf(cause);
  if (reply === undefined) return failed(`${stage} failed (${codeOf(cause)})`);
  const { code, enhanced, command } = reply;
  const what = command === 'STARTTLS' ? 'encryption' : (answered[command] ?? turnedAway[stage]);
  const codes = enhanced === undefined ? `${code}` : `${code} ${enhanced}`;
  const isPermanent = code >= 500 && code <= 599;
  const reason = `the server ${isPermanent ? 'refused' : 'put off'} the ${what} (${codes})`;
  const isOfLetter = command === 'RCPT TO' || command === 'DATA';
  return isPermanent && isOfLetter && !canBeMended(reply)
    ? { kind: 'refused', reason }
    : failed(reason);
};

const failed = (reason: string): MailOutcome => ({ kind: 'failed', reason });

const answered: Readonly<Record<string, string>> = {
  'MAIL FROM': 'sender',
  'RCPT TO': 'recipient',
  DATA: 'message',
};

const turnedAway: Readonly<Record<Stage, string>> = {
  connecting: 'connection',
  'logging in': 'login',
  sending: 'session',
};

interface Reply {
  readonly code: number;
  /** RFC 3463. */
  readonly enhanced?: string;
  /** The command that it answers, as the library calls it. */
  readonly command: string;
}

/** What the library tells of a reply; nothing else of its text may be repeated. */
function replyOf(cause: unknown): Reply | undefined {
  if (!(cause instanceof Error)) return undefined;
  const code: unknown = Reflect.get(cause, 'responseCode');
  const text: unknown = Reflect.get(cause, 'response');
  if (typeof code !== 'number' || typeof text !== 'string') return undefined;
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})(?=\s|$)/.exec(text)?.[1];
  const told: unknown = Reflect.get(cause, 'command');
  const command = typeof told === 'string' ? told : '';
  return { code, command, ...(enhanced === undefined ? {} : { enhanced }) };
}

/**
 * Replies that are about us although they answer the recipient or the message: a login that is
 * demanded (RFC 4954, 6), commands out of order, our sender (X.1.7, X.1.8) and our permission to
 * send at all (X.7: no relaying, no SPF), and a mailbox or server that is full (RFC 5321, 4.5.3.1.10).
 */
const canBeMended = ({ code, enhanced = '' }: Reply): boolean =>
  [503, 530, 534, 535, 538, 552].includes(code) || /^5\.(1\.[78]|7\.\d+|2\.2)$/.test(enhanced);

const isTimeout = (cause: unknown): boolean =>
  cause instanceof Error && (cause.name === 'TimeoutError' || codeOf(cause) === 'ETIMEDOUT');

/** The runtime's code where there is one, else the library's; never a text but one of ours. */
function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown';
  if (cause instanceof SessionEnded) return cause.message;
  const codes: readonly unknown[] = [
    Reflect.get(cause, 'originalCode'),
    Reflect.get(cause, 'code'),
  ];
  const code = codes.find((one) => typeof one === 'string' && /^[A-Z0-9_]{1,40}$/.test(one));
  return typeof code === 'string' ? code : 'unknown';
}
