import type { Call } from '../model/call.ts';

/** Whatever has an id: an account, a member, a key, an app. */
interface Thing {
  readonly id: string;
  readonly above: string | undefined;
  readonly version: number;
  /** What was said of it last. */
  readonly said: Call['command'];
}

/**
 * What is left of an installation where nothing is kept but Maps: things by their ids and numbers, what
 * lies beneath which, texts that are taken, what was answered to an idempotency key. A parent has to be
 * there, and what is unique is refused the second time. Nobody is asked who he is, no value is parsed, no
 * event written, no mail owed, nothing undone; and no answer is compared with another.
 */
export const bareMaps = (): { readonly perform: (call: Call) => unknown } => {
  const things = new Map<string, Thing>();
  const ids = new Map<string, string>();
  const beneath = new Map<string, Set<string>>();
  const taken = new Set<string>();
  const answers = new Map<string, unknown>();

  const named = ({ command }: Call, fields: readonly string[]): Thing | undefined => {
    for (const field of fields) {
      const given = command[field];
      if (typeof given === 'string') return things.get(given);
      if (typeof given === 'number') return things.get(ids.get(numberedAs(field, given)) ?? '');
    }
    return undefined;
  };

  const open = (call: Call): Thing | undefined => {
    const above = named(call, ['parent', 'account']);
    if (above === undefined && 'parent' in call.command) return undefined;
    const unique = uniqueOf(call);
    if (unique.some((text) => taken.has(text)) || call.isDryRun) return undefined;
    for (const text of unique) taken.add(text);
    const opened = call.made.map(({ id, name }): Thing => {
      const thing = { id, above: above?.id, version: 1, said: call.command };
      things.set(id, thing);
      if (name !== undefined) ids.set(name, id);
      if (above !== undefined) {
        const siblings = beneath.get(above.id) ?? new Set();
        beneath.set(above.id, siblings.add(id));
      }
      return thing;
    });
    return opened[0];
  };

  const change = (call: Call): Thing | undefined => {
    const before = named(call, subjects);
    const { version = before?.version } = call.command;
    if (before === undefined || version !== before.version || call.isDryRun) return undefined;
    const said = { ...before.said, ...call.command };
    const after = { ...before, version: before.version + 1, said };
    things.set(after.id, after);
    return after;
  };

  const list = (call: Call): readonly Thing[] =>
    [...(beneath.get(named(call, subjects)?.id ?? '') ?? [])].flatMap((id) => things.get(id) ?? []);

  const perform = (call: Call): unknown => {
    const [, verb = ''] = call.use.split('.');
    if (opening.has(verb)) return open(call);
    if (listing.has(verb)) return list(call);
    return finding.has(verb) ? named(call, subjects) : change(call);
  };

  return {
    perform: (call) => {
      const attempt = `${call.use} ${call.idempotencyKey}`;
      const before = answers.get(attempt);
      if (before !== undefined) return before;
      const answer = perform(call);
      if (call.idempotencyKey !== undefined) answers.set(attempt, answer);
      return answer;
    },
  };
};

const opening = new Set(['create', 'register', 'open', 'invite']);
const listing = new Set(['list', 'children', 'subtree', 'search', 'masters']);
const finding = new Set(['find', 'authenticate', 'signIn', 'checkPhrase']);
const subjects = ['customer', 'partner', 'member', 'key', 'account'];

/** Members have numbers of their own. */
const numberedAs = (field: string, number: number): string =>
  `${field === 'member' ? 'member' : 'account'} ${number}`;

const uniqueOf = ({ use, command }: Call): readonly string[] => {
  const { reference, userName, email } = command;
  // Whoever is invited owns no mailbox yet.
  const owns = use === 'registers.register' || use === 'registers.open';
  const said = { reference, userName, email: owns ? email : undefined };
  return Object.entries(said).flatMap(([kind, text]) =>
    typeof text === 'string' ? [`${kind} ${text.normalize('NFC').toLowerCase()}`] : [],
  );
};
