/** The process of a neighbour. */
import { createHistogram } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { openApplication } from '@tenantry/container';
import { AccountId } from '@tenantry/domain';
import { customerCommand } from '../load/customers.ts';
import { another } from '../load/requests.ts';
import { answering } from '../processes.ts';
import { installation } from './installation.ts';
import type { NeighbourAnswer, Neighbouring, NeighbourQuestion, Written } from './neighbour.ts';
import { usage } from './usage.ts';

const nanoseconds = 1e6;

interface Opened {
  readonly write: (milliseconds: number) => Promise<Written>;
  readonly close: () => Promise<void>;
}

const { taken } = usage();

const open = async ({ database, parent }: Neighbouring): Promise<Opened> => {
  const { app, close } = await openApplication({ ...installation, database });
  const caller = app.as.account(AccountId.parse(parent));

  const openCustomer = async (): Promise<void> => {
    const command = customerCommand(another());
    for (;;) {
      const made = await app.customers.create(command, { caller });
      if (made.ok) return;
      if (!('retryAfter' in made.error)) throw new Error(made.error.kind);
      await sleep(made.error.retryAfter * 1000);
    }
  };

  const write = async (milliseconds: number): Promise<Written> => {
    const latencies = createHistogram();
    taken();
    const deadline = performance.now() + milliseconds;
    do {
      const begun = performance.now();
      await openCustomer();
      latencies.record(Math.max(1, Math.round((performance.now() - begun) * nanoseconds)));
    } while (performance.now() < deadline);
    return {
      count: latencies.count,
      p99: latencies.percentile(99) / nanoseconds,
      taken: taken(),
    };
  };
  return { write, close };
};

let opened: Opened | undefined;

answering<NeighbourQuestion, NeighbourAnswer>(
  async (question) => {
    if ('write' in question) return opened?.write(question.write);
    opened = await open(question.open);
    return undefined;
  },
  async () => opened?.close(),
);
