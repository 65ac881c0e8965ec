import {
  type AccountRef,
  type AccountWrites,
  err,
  type Lineage,
  ok,
  type Persistence,
  type Reach,
  type Result,
  type Unit,
  type View,
} from '@tenantry/domain';
import { memoryPersistence } from '@tenantry/memory';
import { asking, invoke } from './asking.ts';
import { Deadlock, type Mode } from './locks.ts';
import { numbering } from './numbering.ts';
import { soundly, type Ways } from './ways.ts';

const mostRuns = 50;

/**
 * A store in which units run at once, as far as the laws of such stores can tell: what a unit writes
 * is tried on what is committed, kept as calls, and made again when the unit commits. One that was
 * overtaken meanwhile, or waits for one that waits for it, begins anew.
 */
export const parallelPersistence = (ways: Partial<Ways> = {}): Persistence => {
  const store = numbering(memoryPersistence());
  const way: Ways = { ...soundly(), ...ways };
  return {
    ...store,
    transact: async (work) => {
      for (let run = 1; run <= mostRuns; run++) {
        const answer = await runOnce(store, way, work);
        if (answer !== 'again') return answer;
      }
      return err({ kind: 'Unavailable', retryAfter: 1 });
    },
  };
};

type Call = (unit: Unit) => Promise<unknown>;

interface Written {
  readonly call: Call;
  readonly answer: unknown;
}

async function runOnce<T, E>(
  store: Persistence,
  way: Ways,
  work: (unit: Unit) => Promise<Result<T, E>>,
): Promise<Result<T, E> | 'again'> {
  const owner = {};
  const written: Written[] = [];
  const state = { isOpen: true, isSpent: false, isAgain: false };
  const snapshot = way.reads === 'as of now' ? undefined : await openSnapshot(store);

  const demandLive = (): void => {
    if (!state.isOpen || state.isSpent) throw new Error('this unit is over, or spent');
  };

  /** Whether what was written before would be answered now as it was. */
  const isRepeated = async (unit: Unit): Promise<boolean> => {
    for (const { call, answer } of written)
      if (textOf(await call(unit)) !== textOf(answer)) return false;
    return true;
  };

  const tried = async (call: Call): Promise<unknown> => {
    const answers: unknown[] = [];
    await store.transact(async (unit) => {
      if (await isRepeated(unit)) answers.push(await call(unit));
      return err('only tried');
    });
    if (answers.length > 0) return answers[0];
    state.isAgain = true;
    throw new Error('this unit was overtaken');
  };

  const perform = async (isWrite: boolean, call: Call): Promise<unknown> => {
    demandLive();
    try {
      const answer = await tried(call);
      if (isWrite) written.push({ call, answer: structuredClone(answer) });
      if (isConflict(answer)) state.isSpent = true;
      return answer;
    } catch (fault) {
      state.isSpent = true;
      throw fault;
    }
  };

  const lock = async (name: string, mode: Mode | undefined): Promise<void> => {
    demandLive();
    try {
      if (mode !== undefined) await way.locks.acquire(owner, name, mode);
    } catch (fault) {
      state.isSpent = true;
      state.isAgain = fault instanceof Deadlock;
      throw fault;
    }
  };

  const repository = <Name extends keyof Unit>(name: Name, sample: Unit): Unit[Name] =>
    asking(sample[name], (method, given) => {
      const isWrite = /^(?:add|save|replace|advance|remove|end|note|forget|set|claim|retry)/.test(
        String(method),
      );
      const kept = structuredClone(given);
      return !isWrite && snapshot !== undefined
        ? invoke(Reflect.get(snapshot.view, name), method, kept)
        : perform(isWrite, (unit) => invoke(unit[name], method, kept));
    });

  const unitOf = (sample: Unit): Unit => {
    const accounts = repository('accounts', sample);
    const records = repository('records', sample);
    const holding =
      (how: 'lineage' | 'change'): AccountWrites['holdLineage'] =>
      async (reach: Reach, ref: AccountRef): Promise<Lineage | undefined> => {
        const before = await accounts.lineage(reach, ref);
        for (const { id } of before?.slice(0, -1) ?? []) await lock(id, way.lockOf('above', how));
        const itself = before?.at(-1);
        if (itself !== undefined) await lock(itself.id, way.lockOf('itself', how));
        return way.holdReads === 'before it holds' ? before : accounts.lineage(reach, ref);
      };
    return {
      accounts: { ...accounts, holdLineage: holding('lineage'), holdForChange: holding('change') },
      access: repository('access', sample),
      deliveries: repository('deliveries', sample),
      records: {
        ...records,
        holdResult: async (lookups) => {
          for (const lookup of way.lookups(lookups)) await lock(lookup, 'exclusive');
          return true;
        },
      },
    };
  };

  const commit = async (): Promise<boolean> => {
    const kept = await store.transact(async (unit) =>
      (await isRepeated(unit)) ? ok(undefined) : err('overtaken'),
    );
    return kept.ok;
  };

  let outcome: 'commit' | 'rollback' = 'rollback';
  try {
    const answer = await work(unitOf(await sampleOf(store)));
    if (state.isAgain) return 'again';
    if (!answer.ok) return answer;
    if (state.isSpent) throw new Error('work answered ok after a conflict or a fault');
    outcome = 'commit';
    if (!(await commit()) && way.noticesOvertaking) return 'again';
    return answer;
  } catch (fault) {
    if (state.isAgain) return 'again';
    throw fault;
  } finally {
    state.isOpen = false;
    snapshot?.close();
    if (way.releasesAfter(outcome)) way.locks.release(owner);
  }
}

/** A unit that is over: it shows what methods there are. */
async function sampleOf(store: Persistence): Promise<Unit> {
  const samples: Unit[] = [];
  await store.transact(async (unit) => {
    samples.push(unit);
    return err('only shown');
  });
  const [sample] = samples;
  if (sample === undefined) throw new Error('work was not run');
  return sample;
}

async function openSnapshot(store: Persistence): Promise<{ view: View; close: () => void }> {
  const opened = Promise.withResolvers<View>();
  const over = Promise.withResolvers<void>();
  const read = store.read(async (view) => {
    opened.resolve(view);
    await over.promise;
  });
  read.catch(opened.reject);
  return { view: await opened.promise, close: over.resolve };
}

const isConflict = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false;

/** Numbers are given anew each time. */
const textOf = (answer: unknown): string =>
  JSON.stringify(answer, (key, part: unknown) => (key === 'number' ? undefined : part)) ?? '';
