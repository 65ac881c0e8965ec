import { type Power, suffices } from '@tenantry/domain';
import type { Operation } from './operations.ts';
import { type Asking, type Form, isNumbered, requestOf, type Writing } from './requests.ts';
import type { Asked, Row } from './row.ts';
import { everythingIn } from './state.ts';
import { type Actor, canary, type World } from './world.ts';

type Fetch = World['http']['fetch'];

/** One operation, and how it is asked for. */
export interface Walk {
  readonly world: World;
  readonly operation: Operation;
  readonly row: Row;
  /** All that there is before: none of it may have changed afterwards. */
  readonly before: string;
  /** The interface of the world where nothing is said. */
  readonly fetch?: Fetch;
}

/**
 * Asks for one operation as everybody, at every place, and in every way; answers everything that is not
 * as it is to be. What may be done is forgotten at once, what may not is refused in earnest.
 */
export const walk = async ({
  world,
  operation,
  row,
  before,
  fetch = world.http.fetch,
}: Walk): Promise<readonly string[]> => {
  const deviations: string[] = [];
  for (const asked of row.asked) {
    let isAnswered = false;
    for (const cell of cellsOf(world, operation, row, asked)) {
      const expected = expectedOf(row, asked, cell.actor);
      world.forget(expected.kind === 'allowed');
      const answer = await answerTo(fetch, cell);
      world.forget(false);
      isAnswered ||= answer.status < 300 || answer.outcome === asked.answer;
      const wrong = [
        ...wrongIn(expected, answer, asked),
        ...(operation.statuses.includes(answer.status) ? [] : ['a status that is not described']),
        ...(expected.kind !== 'allowed' || !sees(cell.actor) ? leaksIn(answer) : []),
        ...(expected.kind === 'beyond' ? await differences(fetch, cell, answer) : []),
      ];
      deviations.push(...wrong.map((what) => `${textOf(cell)}: ${what}`));
    }
    if (!isAnswered) deviations.push(`${operation.id} ${asked.place ?? ''}: nobody gets through`);
  }
  if ((await everythingIn(world)) !== before)
    deviations.push(`${operation.id}: what was refused has changed something`);
  return deviations;
};

/**
 * Every body and every manner of writing ids is tried by one form of proof, the others once each; and
 * whoever is refused whatever is asked, once by each.
 */
function cellsOf(
  { actors }: World,
  operation: Operation,
  row: Row,
  asked: Asked,
): readonly Asking[] {
  const writings: readonly Writing[] = isNumbered(asked.names) ? ['id', 'number'] : ['id'];
  return actors[asked.kind ?? 'partner'].flatMap((actor) => {
    const isRefused = expectedOf(row, asked, actor).kind === 'refused';
    const bodies = bodiesOf(operation, asked, actor);
    const all = bodies.flatMap((body) => writings.map((writing) => ({ body, writing })));
    return formsOf(operation, row, actor).flatMap((form, at) =>
      (at === 0 && !isRefused ? all : all.slice(0, 1)).map((written) => {
        return { operation, asked, actor, form, ...written };
      }),
    );
  });
}

function bodiesOf(
  { bodies }: Operation,
  { body, query, examples = [...bodies.keys()] }: Asked,
  actor: Actor,
): readonly (object | undefined)[] {
  if (body !== undefined) return [body(actor)];
  const sent = examples.map((name) => bodies.get(name));
  return sent.length === 0 || query !== undefined ? [undefined] : sent;
}

function formsOf({ proofs }: Operation, { signsIn }: Row, { proof }: Actor): readonly Form[] {
  if (signsIn === true || proof === 'nobody' || proofs.length === 0) return ['none'];
  return (['apiKey', 'basic', 'bearer'] as const).filter((form) => proofs.includes(form));
}

type Expected =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'refused' | 'beyond'; readonly outcome: string };

/** Follows from the row and the actor alone. */
function expectedOf(
  { power, reach, signsIn, refusals }: Row,
  asked: Asked,
  actor: Actor,
): Expected {
  if (reach === 'anybody') return { kind: 'allowed' };
  const refused = (outcome: string): Expected => ({ kind: 'refused', outcome });
  if (actor.proof === 'nobody' && signsIn !== true) return refused(refusals.missing);
  if (actor.proof !== 'good') return refused(refusals.wrong);
  if (asked.place !== undefined && !isReached(reach, actor))
    return isWeak(power, actor)
      ? refused(refusals.weak)
      : { kind: 'beyond', outcome: asked.beyond ?? '' };
  const isOwn = asked.place !== undefined && actor.relation === 'own';
  if (isWeak(power, actor) || (reach === 'strictlyBeneath' && isOwn)) return refused(refusals.weak);
  return { kind: 'allowed' };
}

const isWeak = (power: Power | undefined, actor: Actor): boolean =>
  power !== undefined && !suffices(actor.power, power);

const isReached = (reach: Row['reach'], { relation }: Actor): boolean =>
  relation === 'own' ||
  (reach !== 'itself' && (relation === 'parent' || relation === 'grandparent'));

/** Whether an actor may know of what it names. */
const sees = (actor: Actor): boolean => actor.proof === 'good' && isReached('beneath', actor);

interface Answer {
  readonly status: number;
  /** With the code beside it. */
  readonly outcome: string;
  readonly text: string;
  /** All of it, but for what is different in every answer. */
  readonly bare: string;
}

async function answerTo(fetch: Fetch, asking: Asking): Promise<Answer> {
  const response = await fetch(requestOf(asking));
  const { status } = response;
  const text = await response.text();
  const id = response.headers.get('X-Request-Id') ?? '';
  const headers = [...response.headers].filter(([name]) => !moving.has(name));
  return {
    status,
    outcome: status < 300 ? `${status}` : `${status} ${codeIn(text)}`.trim(),
    text,
    bare: JSON.stringify([status, headers, text.replaceAll(id, '').replaceAll(uuid, '')]),
  };
}

/** The id of the request, in one protocol as a UUID; and what counts and tells the time. */
const moving: ReadonlySet<string> = new Set([
  'x-request-id',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
]);
const uuid = /"uuid":"[^"]*"/g;

function codeIn(text: string): string {
  if (!text.startsWith('{')) return '';
  const body: unknown = JSON.parse(text);
  for (const path of [['code'], ['errorCode'], ['errors', '0', 'status'], ['Error', 'ErrorCode']]) {
    const found = path.reduce<unknown>(
      (at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
      body,
    );
    if (typeof found === 'string' || typeof found === 'number') return String(found);
  }
  return '';
}

function wrongIn(expected: Expected, { status, outcome }: Answer, { answer }: Asked): string[] {
  if (expected.kind !== 'allowed')
    return outcome === expected.outcome ? [] : [`${outcome} in the place of ${expected.outcome}`];
  if (answer !== undefined)
    return outcome === answer ? [] : [`${outcome} in the place of ${answer}`];
  const isContent = status < 300 || (status < 500 && ![401, 403, 404, 429].includes(status));
  return isContent ? [] : [`${outcome}, though this may be done`];
}

const leaksIn = ({ text }: Answer): string[] =>
  text.includes(canary) ? ['tells of what is not to be seen'] : [];

/** What is out of reach against what is not there. */
async function differences(fetch: Fetch, cell: Asking, answer: Answer): Promise<string[]> {
  const writing = cell.writing === 'number' ? 'absentNumber' : 'absent';
  const absent = await answerTo(fetch, { ...cell, writing });
  return absent.bare === answer.bare ? [] : [`differs from what is absent: ${absent.outcome}`];
}

const textOf = ({ operation, asked, actor, form, writing }: Asking): string =>
  [operation.id, asked.place ?? 'its own', `by ${writing}`, `as ${actor.name}`, `(${form})`].join(
    ' ',
  );
