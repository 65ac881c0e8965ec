/** What Node.js writes with --cpu-prof: as much of it as is read here. */
export interface Profile {
  readonly nodes: readonly ProfileNode[];
  /** Ids of the nodes that were seen at work, and the microseconds between two looks. */
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export const profileIn = (text: string): Profile => {
  const read: unknown = JSON.parse(text);
  if (!isProfile(read)) throw new Error('Node.js writes profiles otherwise by now');
  return read;
};

const isProfile = (read: unknown): read is Profile =>
  typeof read === 'object' &&
  read !== null &&
  ['nodes', 'samples', 'timeDeltas'].every((list) => Array.isArray(Reflect.get(read, list)));

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

/** Where time may go, by what stands in the path of a module. The first that fits counts. */
const rooms: readonly (readonly [name: string, module: RegExp])[] = [
  ['SQLite: statements and commits', /\/adapters\/sqlite\/|\/better-sqlite3\/|\/bench\/places\//],
  ['PostgreSQL: the driver', /\/adapters\/postgres\/|\/pg(?:-[a-z]+)*\//],
  ['rows and repositories', /\/adapters\/sql\/|\/kysely\//],
  ['mail: words, composing, SMTP', /\/adapters\/email\/|\/nodemailer\//],
  ['secrets, ids, clock', /\/adapters\/runtime\/|\/uuid\/|\/argon2/],
  ['HTTP', /\/packages\/http\/|\/srvx\/|\/ulid\//],
  ['the command line', /\/packages\/cli\//],
  ['the domain and its rules', /\/packages\/domain\/|\/zod\/|\/tr46\//],
  ['everything else of ours', /^file:/],
];

const inNode = 'Node.js itself: sockets, streams, promises';
const collecting = 'garbage collection';
const rest = [inNode, collecting];

export const roomNames: readonly string[] = [...rooms.map(([name]) => name), ...rest];

/**
 * Milliseconds that a thread was at work in each room, from so many microseconds after its start on.
 * What a library or Node.js does counts for the module of ours that called it, so that a hash is part of
 * the room where hashes are made.
 */
export const timeByRoom = (profile: Profile, from: number): ReadonlyMap<string, number> => {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const callers = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const roomOf = (id: number | undefined): string | undefined => {
    const node = id === undefined ? undefined : nodes.get(id);
    if (id === undefined || node === undefined) return inNode;
    const { functionName, url } = node.callFrame;
    if (functionName === '(idle)') return undefined;
    if (functionName === '(garbage collector)') return collecting;
    return rooms.find(([, module]) => module.test(url))?.[0] ?? roomOf(callers.get(id));
  };
  const times = new Map<string, number>();
  let since = 0;
  profile.samples.forEach((id, at) => {
    const passed = profile.timeDeltas[at] ?? 0;
    since += passed;
    const room = since < from ? undefined : roomOf(id);
    if (room !== undefined) times.set(room, (times.get(room) ?? 0) + passed / 1000);
  });
  return times;
};
