import { setTimeout as pause } from 'node:timers/promises';
import { format } from 'node:util';
import { expect as expectOfVitest, vi } from 'vitest';
import { isOfTime } from './test-files.ts';

/** One test, with everything that comes before and after it. */
export interface Told {
  readonly id: string;
  readonly file: string;
  readonly run: () => Promise<void>;
}

type Step = () => unknown;
type Body = (...values: readonly unknown[]) => unknown;

interface Suite {
  readonly title: string;
  readonly outer: Suite | undefined;
  readonly before: Step[];
  readonly after: Step[];
  /** Done once in vitest; here before each test, since each is run many times. */
  readonly once: Step[];
  readonly last: Step[];
}

const suiteIn = (outer: Suite | undefined, title: string): Suite => ({
  title,
  outer,
  before: [],
  after: [],
  once: [],
  last: [],
});

interface File {
  readonly path: string;
  readonly told: Map<string, Told>;
}

let file: File = { path: '', told: new Map() };
let suite = suiteIn(undefined, '');
let atEnd: Step[] = [];

/** The tests that a file declares while `load` imports it. */
export const collect = async (path: string, load: () => Promise<unknown>): Promise<Told[]> => {
  file = { path, told: new Map() };
  suite = suiteIn(undefined, '');
  await load();
  return [...file.told.values()];
};

const chainOf = (inner: Suite | undefined): readonly Suite[] =>
  inner === undefined ? [] : [...chainOf(inner.outer), inner];

const declare = (title: string, body: Step): void => {
  const chain = chainOf(suite);
  const name = [...chain.map(({ title }) => title), title].filter(Boolean).join(' > ');
  if (isOfTime(title)) return;
  const { path, told } = file;
  let id = `${path}#${name}`;
  for (let more = 2; told.has(id); more++) id = `${path}#${name} (${more})`;
  told.set(id, { id, file: path, run: () => runIn(chain, body) });
};

const runIn = async (chain: readonly Suite[], body: Step): Promise<void> => {
  const ending: Step[] = [];
  atEnd = ending;
  try {
    for (const { once } of chain) for (const step of once) await step();
    for (const { before } of chain) for (const step of before) await step();
    await body();
  } finally {
    for (const step of ending.toReversed()) await step();
    for (const { after } of chain.toReversed()) for (const step of after) await step();
  }
};

const enter = (title: string, body: Step): void => {
  const outer = suite;
  suite = suiteIn(outer, title);
  body();
  suite = outer;
};

/** `$name` of a case that is an object, `%s` and its like of one that is not. */
const titleOf = (title: string, values: readonly unknown[]): string => {
  const [first] = values;
  const named = title.replaceAll(/\$([\w.]+)/g, (whole, path: string) => {
    const found = path.split('.').reduce<unknown>(within, first);
    return found === undefined ? whole : format('%s', found);
  });
  const wanted = named.match(/%[sdifjo]/g)?.length ?? 0;
  return format(named, ...values.slice(0, wanted)).slice(0, 200);
};

const within = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

/** Whether it is no store, or the one that needs neither disk nor network. */
const isInMemory = (one: unknown): boolean =>
  !['sqlite', 'postgres'].includes(String(within(one, 'name')));

const eachOf =
  (declareOne: (title: string, body: Step) => void) =>
  (cases: readonly unknown[]) =>
  (title: string, body: Body): void => {
    const areLists = cases.every(Array.isArray);
    for (const one of cases.filter(isInMemory)) {
      const values: readonly unknown[] = areLists && Array.isArray(one) ? one : [one];
      declareOne(titleOf(title, values), () => body(...values));
    }
  };

// Outside vitest nothing else tells matchers where they are.
expectOfVitest.setState({ testPath: 'here', currentTestName: 'this', environment: 'node' });

/** Asks again until a matcher is content, a hundred times at most. */
const poll = (ask: Step): unknown =>
  new Proxy(
    {},
    {
      get:
        (_, matcher) =>
        async (...wanted: readonly unknown[]) => {
          for (let more = 100; ; more--) {
            const matchers: object = Reflect.apply(expectOfVitest, undefined, [await ask()]);
            try {
              return Reflect.apply(Reflect.get(matchers, matcher), matchers, wanted);
            } catch (fault) {
              if (more === 0) throw fault;
              await pause(5);
            }
          }
        },
    },
  );

// As much of vitest as these tests use: the names are vitest's.
export { vi };
export const expect = new Proxy(expectOfVitest, {
  get: (all, name) =>
    name === 'poll' ? poll : name === 'soft' ? expectOfVitest : Reflect.get(all, name),
});
export const it = Object.assign(declare, { each: eachOf(declare) });
export const describe = Object.assign(enter, { each: eachOf(enter) });
export const beforeEach = (step: Step): void => void suite.before.push(step);
export const afterEach = (step: Step): void => void suite.after.push(step);
export const beforeAll = (step: Step): void => void suite.once.push(step);
/** What is left behind by a whole suite matters to nobody here. */
export const afterAll = (step: Step): void => void suite.last.push(step);
export const onTestFinished = (step: Step): void => void atEnd.push(step);
