import { setTimeout as pause } from 'node:timers/promises';
import type { StoredEvent } from '@tenantry/domain';
import { asReader } from '../application/as-operator.ts';
import { everyPage } from '../application/every-page.ts';
import { accountNamed } from '../application/named-account.ts';
import type { Flags, Json } from '../said/flags.ts';
import { unparsed } from '../said/unparsed.ts';
import { wholeOrText } from '../said/whole-number.ts';
import { type List, lister } from '../terminal/listed.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

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
    const list = await lister(eventList, json, surroundings);
    let from = after === undefined ? undefined : unparsed<number>(wholeOrText(after));
    do {
      for await (const event of everyPage(
        (page) => app.events.list({ ...of, ...page }, context),
        from,
      )) {
        list.row(event);
        from = event.position;
        if (signal.aborted) break;
      }
      // Nobody knows when the next one comes.
      list.pause();
      // Aborted: the loop is about to end.
      if (follow === true) await pause(interval, undefined, { signal }).catch(() => undefined);
    } while (follow === true && !signal.aborted);
    list.end();
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

const eventList: List<StoredEvent> = {
  columns: [
    { title: 'position', of: ({ position }) => position, rank: 1 },
    { title: 'time', of: ({ at }) => at, rank: 3 },
    { title: 'kind', of: ({ kind }) => kind, rank: 2 },
    { title: 'account', of: ({ accountId }) => accountId, rank: 5 },
    { title: 'about', of: ({ subject }) => subject, rank: 6 },
    { title: 'who', of: ({ actor }) => actor, rank: 4 },
  ],
  json: jsonOf,
};
