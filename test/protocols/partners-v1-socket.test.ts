import { connect } from 'node:net';
import { type Listening, listen } from '@tenantry/http/node';
import { afterEach, describe, expect, it } from 'vitest';
import { type Installation, openInstallation } from './installation.ts';
import { basic, masterOf, partner } from './partners-v1-client.ts';

const open: Listening[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const serve = async (installation: Installation) => {
  const server = await listen(installation.http, { port: 0 });
  open.push(server);
  return server;
};

/** Sends one request and reads until the other side closes. */
const exchange = (port: number, request: string): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  let reply = '';
  socket.setEncoding('latin1');
  socket.on('error', () => {});
  socket.on('data', (part: string) => {
    reply += part;
  });
  socket.write(request, 'latin1');
  return new Promise((resolve) => socket.once('close', () => resolve(reply)));
};

const statusOf = (reply: string): number => Number(/^HTTP\/1\.1 (\d{3}) /.exec(reply)?.[1]);

const requestOf = (
  installation: Installation,
  target: string,
  lines: readonly string[],
  body = '',
): string =>
  [
    `POST /api/v1/partners${target} HTTP/1.1`,
    'Host: tenantry.test',
    `Authorization: ${basic(masterOf(installation))}`,
    'Connection: close',
    ...lines,
    '',
    body,
  ].join('\r\n');

const json = 'Content-Type: application/json';

describe('over a socket', () => {
  it('serves what it serves in process', async () => {
    const installation = await openInstallation();
    const { url } = await serve(installation);
    const response = await fetch(`${url}/api/v1/partners`, {
      method: 'POST',
      headers: {
        authorization: basic(masterOf(installation)),
        'content-type': 'application/json',
      },
      body: JSON.stringify(partner({ id: installation.master.number })),
    });
    expect([response.status, response.statusText]).toEqual([200, 'OK']);
    expect(response.headers.get('x-account-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get('x-ratelimit-reset')).toMatch(/Z$/);
    expect(await response.json()).toEqual({ id: expect.any(Number) });
  });

  const query = ({ master }: Installation) => {
    const { name, contact } = partner({});
    const texts = Object.entries(contact).map(([field, text]): [string, string] => [
      `contact.${field}`,
      text,
    ]);
    const all: [string, string][] = [
      ...texts,
      ['name', name],
      ['parent.id', String(master.number)],
    ];
    return `?${new URLSearchParams(all).toString()}`;
  };

  it.each([
    ['nothing that says so', []],
    ['a length of nothing', ['Content-Length: 0']],
    ['chunks of nothing', ['Transfer-Encoding: chunked']],
  ])('takes a query without a body: %s', async (_, lines) => {
    const installation = await openInstallation();
    const { port } = await serve(installation);
    const end = lines[0]?.startsWith('Transfer') === true ? '0\r\n\r\n' : '';
    const reply = await exchange(
      port,
      requestOf(installation, query(installation), [...lines], end),
    );
    expect(statusOf(reply)).toBe(200);
  });

  it.each([
    ['Authorization', (seen: Installation) => `Authorization: ${basic(masterOf(seen))}`, 401],
    ['Authorization, the other being wrong', () => 'Authorization: Basic eDp5', 401],
    ['Idempotency-Key', () => 'Idempotency-Key: 1\r\nIdempotency-Key: 1', 409],
    ['Content-Type', () => json, 415],
    ['Host', () => 'Host: tenantry.test', 400],
  ])('refuses %s that is sent twice', async (_, line, status) => {
    const installation = await openInstallation();
    const { port } = await serve(installation);
    const before = await installation.footprint();
    const body = JSON.stringify(partner({ id: installation.master.number }));
    const lines = [json, `Content-Length: ${body.length}`, line(installation)];
    const reply = await exchange(port, requestOf(installation, '', lines, body));
    expect(statusOf(reply)).toBe(status);
    expect(reply).toContain(`"errorCode":${7000 + status}`);
    expect(await installation.footprint()).toEqual(before);
  });

  it('refuses a query that is not percent-encoded, and makes nothing of it', async () => {
    const installation = await openInstallation();
    const { port } = await serve(installation);
    const before = await installation.footprint();
    const reply = await exchange(
      port,
      requestOf(installation, `${query(installation)}&billingId=\u00e9`, []),
    );
    expect(statusOf(reply)).toBe(400);
    expect(await installation.footprint()).toEqual(before);
  });
});
