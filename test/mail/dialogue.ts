/** What a client wrote to a server, byte for byte (latin1). */
export interface Dialogue {
  /** Without their line ends. */
  readonly commands: readonly string[];
  readonly messages: readonly SentMessage[];
}

export interface SentMessage {
  /** As they stand between the angle brackets. */
  readonly from: string;
  readonly recipients: readonly string[];
  /** Everything between DATA and the dot that ends it, dots still stuffed. */
  readonly raw: string;
}

/**
 * Reads what a client wrote to a server that took every message, by RFC 5321 alone and not as any
 * library would. Throws where a line of it does not end in CR LF; what a client that was cut off had
 * not finished is left out.
 */
export function readDialogue(written: string, isCutOff = false): Dialogue {
  const commands: string[] = [];
  const messages: SentMessage[] = [];
  let rest = written;
  let from = '';
  let recipients: string[] = [];
  while (rest !== '') {
    if (isCutOff && !rest.includes('\r\n')) break;
    const command = upTo('\r\n', rest);
    commands.push(command);
    rest = rest.slice(command.length + 2);
    from = /^MAIL FROM:<(.*?)>/.exec(command)?.[1] ?? from;
    const recipient = /^RCPT TO:<(.*)>$/.exec(command)?.[1];
    if (recipient !== undefined) recipients.push(recipient);
    if (command !== 'DATA' || rest === '') continue;
    if (isCutOff && !rest.includes('\r\n.\r\n')) break;
    const raw = upTo('\r\n.\r\n', rest);
    rest = rest.slice(raw.length + 5);
    messages.push({ from, recipients, raw: `${raw}\r\n` });
    recipients = [];
  }
  return { commands, messages };
}

function upTo(end: string, text: string): string {
  const at = text.indexOf(end);
  if (at < 0) throw new Error(`nothing ends ${JSON.stringify(text.slice(0, 80))}`);
  return text.slice(0, at);
}

/** The message itself (RFC 5321, 4.5.2). */
export const unstuffed = (raw: string): string => raw.replace(/^\./gm, '');

/** The header fields of a message, each unfolded. */
export const fieldsOf = (raw: string): readonly string[] =>
  (raw.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ').split('\r\n');

export const namesOf = (raw: string): readonly (string | undefined)[] =>
  fieldsOf(raw).map((field) => field.split(':')[0]);

/** The header fields that a message of ours has, and no other. */
export const ownFields: readonly string[] = [
  'Auto-Submitted',
  'From',
  'To',
  'Subject',
  'Message-ID',
  'Date',
  'MIME-Version',
  'Content-Type',
];
