import { Overtaken } from '@tenantry/sql';

/** The connection is gone, or was never had: whether the last statement ran is not known. */
export class Unreachable extends Error {}

/** The same where it is known: the statement was not even sent. */
export class NotSent extends Unreachable {}

/** What a fault says of a unit that was not told to commit: nothing of it was kept. */
export type Verdict =
  /** Somebody was in the way, and it may go through at once. */
  | 'again'
  /** It may go through later. */
  | 'unavailable'
  | 'fault';

/** SQLSTATE: serialization failure, deadlock. */
const collisions = ['40001', '40P01'];
/** SQLSTATE: unique violation, which our statements meet in an UPDATE alone. */
const uniqueKey = '23505';
/** SQLSTATE: foreign key violation. What a row names was there when the unit looked, and is gone. */
const foreignKey = '23503';

/** SQLSTATE: the session ends with it, and the next one may have more luck. */
const ends = ['25P03', '25P04', '57P01', '57P02', '57P03', '57P05'];
/** SQLSTATE: the plan that a name stands for answers rows of before a migration. */
const outdatedPlan = '0A000';
/** SQLSTATE: a name that stands for nothing, or for something already. */
const missingStatement = ['26000', '42P05'];
/** SQLSTATE: a lock or a statement took too long; a server that was demoted only reads. */
const later = ['55P03', '57014', '25006'];
/** Another session may have more luck: what is prepared there is prepared anew. */
const isOver = (state: string): boolean =>
  [...ends, outdatedPlan, ...missingStatement].includes(state);
/**
 * SQLSTATE, by their classes: connection exceptions, insufficient resources. A violation of the
 * protocol (08P01) is a mistake in what was sent, and no waiting cures it.
 */
const passing = /^(08(?!P01)|53)/;

export const verdictOn = (fault: unknown): Verdict => {
  if (fault instanceof Unreachable) return 'unavailable';
  if (fault instanceof Overtaken) return 'again';
  const state = stateOf(fault);
  if ([...collisions, uniqueKey, foreignKey].includes(state)) return 'again';
  return later.includes(state) || isOver(state) || passing.test(state) ? 'unavailable' : 'fault';
};

/**
 * What may come again and again for one who is alone is a fault of ours, not of somebody's haste.
 */
export const mayBeOurs = (fault: unknown): boolean =>
  fault instanceof Overtaken || [uniqueKey, foreignKey].includes(stateOf(fault));

/** The connection went while nothing was asked of it to be kept: another one may be there. */
export const endsSession = (fault: unknown): boolean =>
  fault instanceof Unreachable || isOver(stateOf(fault));

export const isOutdatedPlan = (fault: unknown): boolean => stateOf(fault) === outdatedPlan;

export const isMissingStatement = (fault: unknown): boolean =>
  missingStatement.includes(stateOf(fault));

/** SQLSTATE: undefined table. */
export const isMissingTable = (fault: unknown): boolean => stateOf(fault) === '42P01';

/** SQLSTATE: insufficient privilege. */
export const isForbidden = (fault: unknown): boolean => stateOf(fault) === '42501';

export const isLockTimeout = (fault: unknown): boolean => stateOf(fault) === '55P03';

/**
 * SQLSTATE: integrity constraints and rollbacks. The server has refused to commit; of anything else
 * that it says then, and of 40003 by its name, nobody knows whether it came too late.
 */
export const isRefusal = (fault: unknown): boolean => /^(23|40)(?!003)/.test(stateOf(fault));

/**
 * What the server has said stays as it is, as does a mistake of ours. Of what else a driver throws,
 * that the network is down passes; a certificate that is not trusted, or a missing password, does
 * not, and is told.
 */
export const asTold = (fault: unknown): unknown => {
  const isTold = fault instanceof Unreachable || fault instanceof TypeError;
  if (isTold || severityOf(fault) !== undefined) return fault;
  if (isOfNetwork(fault))
    return new Unreachable('the database cannot be reached', { cause: fault });
  const message =
    fault instanceof Error && noPassword.test(fault.message)
      ? 'the database asks for a password, and none was given'
      : 'the database cannot be talked to';
  return new Error(message, { cause: fault });
};

/** Of the system and of names; `EPROTO`, and what begins with `ERR_`, is about TLS. */
const networkCode = /^E(?!PROTO$|RR_)[A-Z0-9_]+$/;
/** Of Node: what was written to a connection that had ended already. */
const endedCodes = ['ERR_SOCKET_CLOSED', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END'];
/** What pg says itself, without a code; a server that is out of processes refuses TLS like that. */
const networkText =
  /^(Connection terminated|timeout |Query read timeout|Client (has encountered a connection error|was closed) |There was an error establishing an SSL connection)/;
const noPassword = /^SASL: .*client password must be a/;

function isOfNetwork(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false;
  const code: unknown = Reflect.get(fault, 'code');
  return typeof code === 'string'
    ? networkCode.test(code) || endedCodes.includes(code)
    : networkText.test(fault.message);
}

/** By what it is made of: a host may have another copy of the driver. */
const severityOf = (fault: unknown): unknown =>
  fault instanceof Error ? Reflect.get(fault, 'severity') : undefined;

function stateOf(fault: unknown): string {
  if (!(fault instanceof Error)) return '';
  const code: unknown = Reflect.get(fault, 'code');
  if (severityOf(fault) !== undefined && typeof code === 'string') return code;
  return stateOf(fault.cause);
}

/**
 * Whatever keeps a store that is open from a connection: its password may have been changed, or its
 * database be away. Nothing was done, and it may be there again.
 */
export const away = (cause: unknown): never => {
  throw new Unreachable('the database cannot be reached', { cause });
};
