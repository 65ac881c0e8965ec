import { Overtaken } from '@tenantry/sql';
import { describe, expect, it } from 'vitest';
import {
  asTold,
  endsSession,
  isRefusal,
  mayBeOurs,
  Unreachable,
  type Verdict,
  verdictOn,
} from './faults.ts';

/** What a driver throws of what a server has said, whichever copy of the driver. */
const said = (code: string, severity = 'ERROR') =>
  Object.assign(new Error('said'), { code, severity });

/** What Node throws. */
const coded = (code: string) => Object.assign(new Error('failed'), { code });

const noPassword = 'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string';
const noTls = 'The server does not support SSL connections';
const notQueryable = 'Client has encountered a connection error and is not queryable';

describe('a fault', () => {
  it.each<[string, unknown, Verdict]>([
    ['serialization', said('40001'), 'again'],
    ['a deadlock', said('40P01'), 'again'],
    ['a unique key', said('23505'), 'again'],
    ['a foreign key', said('23503'), 'again'],
    ['what somebody took away meanwhile', new Overtaken('x'), 'again'],
    ['a lock', said('55P03'), 'unavailable'],
    ['a statement that took too long', said('57014'), 'unavailable'],
    ['a server that ends', said('57P01', 'FATAL'), 'unavailable'],
    ['a server that begins', said('57P03', 'FATAL'), 'unavailable'],
    ['too many connections', said('53300', 'FATAL'), 'unavailable'],
    ['a server that only reads', said('25006'), 'unavailable'],
    ['a lost connection', asTold(new Error('Connection terminated')), 'unavailable'],
    ['a pool with none free', asTold(new Unreachable('none')), 'unavailable'],
    ['a pipe', asTold(coded('EPIPE')), 'unavailable'],
    ['a name that nobody knows', asTold(coded('ENOTFOUND')), 'unavailable'],
    ['a connection that had ended', asTold(coded('ERR_STREAM_DESTROYED')), 'unavailable'],
    ['a pool that has none', asTold(new Error('timeout exceeded when trying')), 'unavailable'],
    ['a connection that had failed', asTold(new Error(notQueryable)), 'unavailable'],
    ['a broken connection', said('08006', 'FATAL'), 'unavailable'],
    ['the protocol', said('08P01'), 'fault'],
    ['a password that is missing', asTold(new Error(noPassword)), 'fault'],
    ['a server without TLS', asTold(new Error(noTls)), 'fault'],
    ['a certificate', asTold(coded('DEPTH_ZERO_SELF_SIGNED_CERT')), 'fault'],
    ['the name in a certificate', asTold(coded('ERR_TLS_CERT_ALTNAME_INVALID')), 'fault'],
    ['a handshake', asTold(coded('EPROTO')), 'fault'],
    ['one within another', new Error('x', { cause: said('40001') }), 'again'],
    ['an undefined table', said('42P01'), 'fault'],
    ['a mistake of ours', asTold(new TypeError('x')), 'fault'],
    ['anything else', 'x', 'fault'],
  ])('of %s', (_, fault, verdict) => {
    expect(verdictOn(fault)).toBe(verdict);
  });

  it('that no waiting cures says what it is', () => {
    expect(asTold(new Error(noPassword))).toMatchObject({
      message: 'the database asks for a password, and none was given',
    });
    expect(asTold(new Error(noTls))).toMatchObject({
      message: 'the database cannot be talked to',
      cause: { message: noTls },
    });
  });

  it('that comes again and again may be ours where nobody need be in the way', () => {
    expect([said('23505'), new Overtaken('x'), said('40001')].map(mayBeOurs)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('of the server leaves nothing, as long as the server goes on', () => {
    const late = ['57P01', '40003', '58030'].map((code) => said(code, 'FATAL'));
    expect([said('23503'), said('40001'), ...late, new Unreachable('x')].map(isRefusal)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect([said('23503'), said('57P01', 'FATAL'), new Unreachable('x')].map(endsSession)).toEqual([
      false,
      true,
      true,
    ]);
  });
});
