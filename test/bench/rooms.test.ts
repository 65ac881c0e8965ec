import { describe, expect, it } from 'vitest';
import { type Profile, roomNames, timeByRoom } from '../../bench/rooms.ts';

const frame = (functionName: string, url = '') => ({ functionName, url });

/** Ours calls zod, which calls what has no module; beside it what is nobody's. */
const nodes: Profile['nodes'] = [
  { id: 1, callFrame: frame('(root)'), children: [2, 5, 6, 7] },
  {
    id: 2,
    callFrame: frame('work', 'file:///x/packages/domain/src/customer.ts'),
    children: [3, 8],
  },
  { id: 3, callFrame: frame('parse', 'file:///x/node_modules/zod/v4/core.js'), children: [4] },
  { id: 4, callFrame: frame('test') },
  { id: 5, callFrame: frame('(idle)') },
  { id: 6, callFrame: frame('(garbage collector)') },
  { id: 7, callFrame: frame('writev', 'node:internal/stream') },
  { id: 8, callFrame: frame('run', 'file:///x/packages/adapters/sqlite/src/statements.ts') },
];
type Sample = readonly [id: number, microseconds: number];

const profile = (samples: readonly Sample[]): Profile => ({
  nodes,
  samples: samples.map(([id]) => id),
  timeDeltas: samples.map(([, passed]) => passed),
});
const seen = (from: number, ...samples: readonly Sample[]) =>
  Object.fromEntries(timeByRoom(profile(samples), from));

describe('the time in each room', () => {
  it('is that of the module at work, or of the one that called it', () => {
    expect(seen(0, [2, 1000], [3, 2000], [4, 4000], [8, 500], [7, 250])).toEqual({
      'the domain and its rules': 7,
      'SQLite: statements and commits': 0.5,
      'Node.js itself: sockets, streams, promises': 0.25,
    });
  });

  it('leaves out what is idle and what came before', () => {
    expect(seen(1500, [2, 1000], [5, 1000], [6, 1000], [2, 3000])).toEqual({
      'garbage collection': 1,
      'the domain and its rules': 3,
    });
  });

  it('has a line of the table for every room', () => {
    const named = Object.keys(seen(0, [2, 1], [6, 1], [7, 1], [8, 1]));
    expect(roomNames).toEqual(expect.arrayContaining(named));
    expect(new Set(roomNames).size).toBe(roomNames.length);
  });
});
