import type { Telemetry } from '@tenantry/domain';
import { Counter, type Registry } from 'prom-client';

/** Sets of labels that one counter has at most: what is counted past them is left out. */
const mostSets = 100;

interface Counted {
  readonly counter: Counter;
  readonly names: readonly string[];
  readonly sets: Set<string>;
}

/**
 * A counter for each name that is counted, with the labels that it has at first. Counting never
 * throws, whatever it is given.
 */
export const telemetryCounters = (registry: Registry): Telemetry['count'] => {
  const counters = new Map<string, Counted>();

  const begun = (name: string, names: readonly string[]): Counted => {
    const help = `How often ${name} were counted.`;
    const counter = new Counter({ name, help, labelNames: names, registers: [registry] });
    return { counter, names, sets: new Set() };
  };

  return (counted, labels = {}) => {
    const name = `tenantry_${plain(counted)}_total`;
    let known = counters.get(name);
    if (known === undefined) {
      // A name that stands for something else already.
      if (registry.getSingleMetric(name) !== undefined) return;
      known = begun(name, Object.keys(labels).map(plain));
      counters.set(name, known);
    }
    const { counter, names, sets } = known;
    const given = new Map(Object.entries(labels).map(([label, value]) => [plain(label), value]));
    const values = Object.fromEntries(names.map((label) => [label, given.get(label) ?? '']));
    const set = JSON.stringify(values);
    if (sets.size >= mostSets && !sets.has(set)) return;
    sets.add(set);
    counter.inc(values);
  };
};

/** As Prometheus has the names of labels. */
const plain = (name: string): string => name.replaceAll(/\W/g, '_').replace(/^(?=\d)/, '_');
