import { register } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { createMetrics, type Metrics } from './metrics.ts';

const linesOf = async (metrics: Metrics): Promise<readonly string[]> =>
  (await metrics.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));

describe('metrics', () => {
  it('tell of the process where that is wanted, and leave the global ones alone', async () => {
    const text = await createMetrics({ ofProcess: true }).text();
    for (const name of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_seconds'])
      expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
    expect(await linesOf(createMetrics())).toEqual([]);
    expect(register.getMetricsAsArray()).toEqual([]);
  });

  it('have a counter for each name that an application counts', async () => {
    const metrics = createMetrics();
    metrics.count('deliveries', { state: 'sent' });
    metrics.count('deliveries', { state: 'sent' });
    metrics.count('deliveries', { state: 'retry' });
    metrics.count('restarts');
    expect(await linesOf(metrics)).toEqual([
      'tenantry_deliveries_total{state="sent"} 2',
      'tenantry_deliveries_total{state="retry"} 1',
      'tenantry_restarts_total 1',
    ]);
  });

  it('are bounded, and never throw, whatever is counted', async () => {
    const metrics = createMetrics();
    for (let number = 0; number < 1000; number++)
      metrics.count('odd name!', { 'label-1': `${number}` });
    metrics.count('odd name!');
    metrics.count('odd name!', { other: 'x' });
    metrics.count('requests', { canary: 'x' });
    metrics.count('1', { '1': 'x' });
    const lines = await linesOf(metrics);
    expect(lines.filter((line) => line.startsWith('tenantry_odd_name__total'))).toHaveLength(100);
    expect(lines.join('\n')).not.toContain('canary');
    expect(lines).toContain('tenantry__1_total{_1="x"} 1');
  });
});
