import { setTimeout as pause } from 'node:timers/promises';
import type { StoredEvent } from '@tenantry/domain';
import { asReader } from '../as-operator.ts';
import { everyPage } from '../every-page.ts';
import type { Flags, Json } from '../flags.ts';
import { accountNamed } from '../named-account.ts';
import type { Surroundings } from '../surroundings.ts';
import { unparsed } from '../unparsed.ts';
import { wholeOrText } from '../whole-number.ts';

/** Milliseconds between two looks at what has happened since. */
const interval = 1000;

export interface EventsOptions extends Json {
  readonly after?: string;
  readonly follow?: true;
}

/**
 * Lists what has happened to an account and all beneath it, oldest first, in constant memory; with
 * `follow` also what happens from now on, until it is asked to stop.
 */
export const events = async (
  account: string | undefined,
  { json, after, follow }: EventsOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asReader(flags, surroundings, async (app, context) => {
    const stopping = new AbortController();
    if (follow === true) surroundings.onStop(() => stopping.abort());
    const { signal } = stopping;
    const of = await accountNamed(app, account, context);
    let from = after === undefined ? undefined : unparsed<number>(wholeOrText(after));
    do {
      for await (const event of everyPage(
        (page) => app.events.list({ ...of, ...page }, context),
        from,
      )) {
        surroundings.out(json === true ? `${jsonOf(event)}\n` : lineOf(event));
        from = event.position;
        if (signal.aborted) return;
      }
      // Aborted: the loop is about to end.
      if (follow === true) await pause(interval, undefined, { signal }).catch(() => undefined);
    } while (follow === true && !signal.aborted);
  });

const jsonOf = ({ position, ...event }: StoredEvent): string =>
  JSON.stringify({
    position,
    id: event.id,
    at: event.at,
    kind: event.kind,
    accountId: event.accountId,
    subject: event.subject,
    actor: event.actor,
    channel: event.channel,
    userName: event.userName,
    requestId: event.requestId,
  });

const lineOf = ({ position, at, kind, accountId, subject = '', actor }: StoredEvent): string =>
  `${[position, at.toISOString(), kind, accountId, subject, actor].join('\t')}\n`;
