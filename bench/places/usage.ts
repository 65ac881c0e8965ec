import { createRequire } from 'node:module';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type Library from 'better-sqlite3';
import type { Taken } from './server.ts';

/** Watches the process that it is called in. */
export const usage = (): { readonly taken: () => Taken } => {
  const stalls = monitorEventLoopDelay({ resolution: 1 });
  stalls.enable();
  const groups = longestGroup();
  let before = process.cpuUsage();
  return {
    taken: () => {
      const { user, system } = process.cpuUsage(before);
      before = process.cpuUsage();
      const taken = {
        processor: (user + system) / 1000,
        longestStall: stalls.count > 0 ? stalls.max / 1e6 : 0,
        longestGroup: groups(),
      };
      stalls.reset();
      return taken;
    },
  };
};

/**
 * Times what lies between BEGIN IMMEDIATE and the end of COMMIT on any handle of better-sqlite3, in
 * milliseconds: the longest since it was asked the last time.
 */
function longestGroup(): () => number {
  // The copy that ours loads, not the one beside it here.
  const load: (name: string) => typeof Library = createRequire(
    import.meta.resolve('@tenantry/sqlite'),
  );
  const Database = load('better-sqlite3');
  let longest = 0;
  const begun = new WeakMap<object, number>();
  const { prepare } = Database.prototype;
  const watched = function (this: Library.Database, text: string): Library.Statement {
    const statement = prepare.call(this, text);
    if (text === 'BEGIN IMMEDIATE') after(statement, () => begun.set(this, performance.now()));
    if (text === 'COMMIT')
      after(statement, () => {
        longest = Math.max(longest, performance.now() - (begun.get(this) ?? performance.now()));
      });
    return statement;
  };
  Reflect.set(Database.prototype, 'prepare', watched);
  return () => {
    const seen = longest;
    longest = 0;
    return seen;
  };
}

function after(statement: Library.Statement, watch: () => void): void {
  const { run } = statement;
  statement.run = (...values) => {
    const done = run.apply(statement, values);
    watch();
    return done;
  };
}
