import {
  err,
  isWithin,
  ok,
  type RecordReads,
  type RecordWrites,
  type StoredEvent,
} from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import type { Tables } from './tables.ts';
import { existing } from './tree.ts';

export const recordReads = (tables: Tables): AtOnce<RecordReads> => ({
  installation: () => tables.installation.get('installation'),

  findResult: (lookups, now) => {
    const found = lookups
      .map((lookup) => tables.results.get(lookup))
      .find((kept) => kept !== undefined && kept.lapsesAt > now);
    if (found === undefined) return undefined;
    const { until: _, ...kept } = found;
    return kept;
  },

  events: (reach, { after = 0, limit }) => {
    const found: StoredEvent[] = [];
    // Units run one after another, so positions are committed in their order.
    for (let at = after + 1; at <= tables.given.event && found.length < limit; at++) {
      const event = tables.events.get(at);
      if (event !== undefined && isWithin(reach, existing(tables, event.accountId)))
        found.push(event);
    }
    return found;
  },
});

export const recordWrites = (tables: Tables): AtOnce<RecordWrites> => ({
  addInstallation: (installation) => {
    if (tables.installation.get('installation') !== undefined)
      return err({ taken: 'Installation' });
    tables.installation.set('installation', installation);
    return ok(undefined);
  },

  setSecretCheck: (secretCheck) => {
    const installation = tables.installation.get('installation');
    if (installation === undefined) throw new Error('there is no installation');
    tables.installation.set('installation', { ...installation, secretCheck });
  },

  setPolicy: (policy) => {
    const installation = tables.installation.get('installation');
    if (installation === undefined) throw new Error('there is no installation');
    tables.installation.set('installation', { ...installation, policy });
  },

  // Units run one after another: nobody else holds anything.
  holdResult: () => true,

  addResult: (result, now) => {
    existing(tables, result.accountId);
    const kept = tables.results.get(result.lookup);
    if (kept !== undefined && kept.lapsesAt > now) return err({ taken: 'Result' });
    tables.results.set(result.lookup, { ...result, until: result.lapsesAt });
    return ok(undefined);
  },

  forgetResults: (now, limit) => tables.results.forget(now, limit).length,

  addEvent: (event) => {
    existing(tables, event.accountId);
    const position = ++tables.given.event;
    tables.events.set(position, { ...event, position });
  },
});
