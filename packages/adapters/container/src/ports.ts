import { tokens } from './tokens.ts';

const { persistence, mailer, hasher, clock, ids, secrets, telemetry } = tokens;

/** What a host binds in a container of its own to have a port of its own. */
export const ports = {
  persistence: persistence.identifier,
  mailer: mailer.identifier,
  hasher: hasher.identifier,
  clock: clock.identifier,
  ids: ids.identifier,
  secrets: secrets.identifier,
  telemetry: telemetry.identifier,
} as const;
