import { setTimeout as pause } from 'node:timers/promises';
import { createHttp } from '@tenantry/http';
import { createMetrics } from '@tenantry/http/metrics';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type InstallationOptions, openInstallation } from '../protocols/installation.ts';
import { doors, url } from '../protocols/one-request-each.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';

const watched = async (options: InstallationOptions = {}) => {
  const installation = await openInstallation({ hasher: quickHasher(), ...options });
  const metrics = createMetrics();
  const figures = () => ({
    connections: { open: 3, idle: 2, waiting: 1 },
    hashing: { running: 4, waiting: 5, refused: 6 },
  });
  const http = createHttp(installation.app, { metrics, figures });
  const read = async (): Promise<readonly string[]> => {
    const answer = await http.fetch(new Request(`${url}/metrics`));
    expect(answer.headers.get('Content-Type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    return (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  };
  return { ...installation, metrics, http, read };
};

describe('the metrics', () => {
  it('are there where they are wanted, and then are described', async () => {
    const { app, http } = await watched();
    const bare = createHttp(app);
    expect((await bare.fetch(new Request(`${url}/metrics`))).status).toBe(404);
    const described = async ({ fetch }: typeof bare): Promise<readonly string[]> => {
      const document = await fetch(new Request(`${url}/openapi.json`));
      return Object.keys(JSON.parse(await document.text()).paths);
    };
    expect(await described(bare)).not.toContain('/metrics');
    expect(await described(http)).toContain('/metrics');
  });

  it('count requests by route, method and status, and nothing that a request says', async () => {
    const installation = await watched();
    const { http, read } = installation;
    await http.fetch(await doors.management(installation));
    await http.fetch(await doors.management(installation));
    for (const path of ['/canary?canary=1', '/v1/accounts/canary', '/a/canary/api/v8/auth'])
      await http.fetch(new Request(url + path, { headers: { canary: 'canary' } }));
    await http.fetch(new Request(url, { method: 'CANARY' }));
    await http.fetch(new Request(`${url}/healthz`, { method: 'HEAD' }));
    const lines = await read();
    expect(lines.filter((line) => line.startsWith('tenantry_requests_total')).toSorted()).toEqual([
      'tenantry_requests_total{route="/a/:address/api/v8/auth",method="GET",status="400"} 1',
      'tenantry_requests_total{route="/healthz",method="HEAD",status="200"} 1',
      'tenantry_requests_total{route="/v1/accounts",method="GET",status="200"} 2',
      'tenantry_requests_total{route="/v1/accounts/:account",method="GET",status="401"} 1',
      'tenantry_requests_total{route="none",method="GET",status="404"} 1',
      'tenantry_requests_total{route="none",method="other",status="404"} 1',
    ]);
    const durations = lines.filter((line) => line.includes('_duration_seconds_count'));
    expect(durations).toContain('tenantry_request_duration_seconds_count{route="/v1/accounts"} 2');
    expect(lines.join('\n')).not.toMatch(/canary/i);
  });

  it('tell how the adapters stand, and what is under way', async () => {
    const { read } = await watched();
    expect(await read()).toEqual(
      expect.arrayContaining([
        'tenantry_requests_in_flight 1',
        'tenantry_database_connections 3',
        'tenantry_database_connections_idle 2',
        'tenantry_database_waiting 1',
        'tenantry_hashes_running 4',
        'tenantry_hashes_waiting 5',
        'tenantry_hashes_refused_total 6',
      ]),
    );
    // What is counted elsewhere is not counted twice.
    expect(await read()).toContain('tenantry_hashes_refused_total 6');
  });

  it('tell what the outbox owes, and since when', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const { app, master, read } = await watched();
    expect(await read()).toContain('tenantry_outbox_messages 0');
    expect(await read()).toContain('tenantry_outbox_oldest_seconds 0');
    const users = [{ name: 'Jane', email: 'jane@example.com' }];
    await app.customers.create({ name: 'A', users }, { caller: app.as.account(master.id) });
    vi.advanceTimersByTime(1000);
    const lines = await read();
    expect(lines).toContain('tenantry_outbox_messages 1');
    expect(lines.find((line) => line.startsWith('tenantry_outbox_oldest'))).toMatch(
      / [1-9][\d.]*$/,
    );
  });

  it('say that nobody knows the outbox while the store is away', async () => {
    let isAway = false;
    const { StoreUnavailable } = await import('@tenantry/domain');
    const { read } = await watched({
      around: (persistence) => ({
        ...persistence,
        read: async (work) => {
          if (isAway) throw new StoreUnavailable('away');
          return persistence.read(work);
        },
      }),
    });
    isAway = true;
    expect(await read()).toContain('tenantry_outbox_messages Nan');
  });

  it('ask the store once a second, however many read them', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(() => void vi.useRealTimers());
    let asked = 0;
    const { http, read } = await watched({
      around: (persistence) => ({
        ...persistence,
        read: async (work) => {
          asked++;
          await pause(10);
          return persistence.read(work);
        },
      }),
    });
    // What policy says of requests is asked for here, and not again.
    await http.fetch(new Request(url));
    asked = 0;
    await Promise.all(Array.from({ length: 20 }, read));
    await read();
    expect(asked).toBe(1);
    vi.advanceTimersByTime(1000);
    await read();
    expect(asked).toBe(2);
  });

  it('are those of one interface, and of no other in the process', async () => {
    const [one, other] = [await watched(), await watched()];
    await one.http.fetch(new Request(`${url}/healthz`));
    expect((await other.read()).join('\n')).not.toContain('/healthz');
  });
});
