import { type Application, ok, type StoredEvent } from '@tenantry/domain';
import { z } from 'zod';
import type { Route } from '../route.ts';
import { eventsDescription, eventsQuery } from './event-descriptions.ts';
import { listing } from './paging.ts';

const path = '/v1/events';

/** The history of what the caller reaches, oldest first. */
export const eventsRoute = (app: Application): Route => ({
  method: 'GET',
  path,
  describe: eventsDescription,
  handle: listing(app, {
    path,
    query: eventsQuery,
    cursorName: 'after',
    after: z.int(),
    list: async ({ query, page }, context) => {
      const named = query.account === undefined ? {} : { account: query.account };
      const listed = await app.events.list({ ...named, ...page }, context);
      if (!listed.ok) return listed;
      const { items, next = page.after } = listed.value;
      // The history has no end: where it goes on is said of every page, whatever is there by now.
      const beyond =
        items.length < page.limit || next === undefined
          ? ok({ items: [] })
          : await app.events.list({ ...named, after: next, limit: 1 }, context);
      if (!beyond.ok) return beyond;
      const hasMore = beyond.value.items.length > 0;
      return ok({ items, hasMore, ...(next === undefined ? {} : { next }) });
    },
    shown: eventShown,
  }),
});

// Field by field: what an event may come to have besides is not shown by accident.
const eventShown = (event: StoredEvent): object => ({
  id: event.id,
  kind: event.kind,
  accountId: event.accountId,
  subject: event.subject,
  actor: event.actor,
  channel: event.channel,
  userName: event.userName,
  requestId: event.requestId,
  at: event.at.toISOString(),
});
