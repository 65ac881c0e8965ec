import { type Call, callOf } from './call.ts';
import type { World } from './tales.ts';

/** The world, and what was called in it so far. */
export interface Recorded {
  readonly world: World;
  readonly calls: readonly Call[];
}

export const recorded = (world: World): Recorded => {
  const calls: Call[] = [beginning(world)];
  const attempts: Call[] = [];
  const app = watched(world.app, '', (call) => {
    calls.push(call);
    if (call.idempotencyKey !== undefined) attempts.push(call);
  });
  const again = async (attempt: number) => {
    const repeated = attempts[attempt % attempts.length];
    if (repeated !== undefined) calls.push(repeated);
    await world.again(attempt);
  };
  return { world: { ...world, app, again }, calls };
};

/** The master account that a tale begins with, its first member and its first key. */
const beginning = (world: World): Call => ({
  use: 'masters.create',
  command: {},
  isDryRun: false,
  made: [
    { id: world.at(0), name: `account ${world.numberAt(0)}` },
    { id: world.memberAt(0), name: `member ${world.memberNumberAt(0)}` },
    { id: world.keyIdAt(0) },
  ],
});

/** Notes each call of a function in it, or in a group of them. */
const watched = <Group extends object>(
  group: Group,
  prefix: string,
  note: (call: Call) => void,
): Group =>
  new Proxy(group, {
    get: (of, name) => {
      const member: unknown = Reflect.get(of, name);
      const use = `${prefix}${String(name)}`;
      if (typeof member === 'function')
        return async (...given: readonly unknown[]) => {
          const answer: unknown = await Reflect.apply(member, of, given);
          note(callOf(use, given, answer));
          return answer;
        };
      return typeof member === 'object' && member !== null
        ? watched(member, `${use}.`, note)
        : member;
    },
  });
