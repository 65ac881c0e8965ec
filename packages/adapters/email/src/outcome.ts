import type { MailOutcome } from '@tenantry/domain';

/** Sent, or failed with the name of the fault alone: its message may hold paths and texts. */
export async function outcomeOf(work: () => void | Promise<void>): Promise<MailOutcome> {
  try {
    await work();
    return { kind: 'sent' };
  } catch (fault) {
    return { kind: 'failed', reason: `cannot write the message (${codeOf(fault)})` };
  }
}

function codeOf(fault: unknown): string {
  const code: unknown = fault instanceof Error ? Reflect.get(fault, 'code') : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : 'unknown';
}
