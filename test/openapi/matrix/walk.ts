import { type Answer, answerTo, type Fetch } from './answer.ts';
import { cellsOf, type Expected, expectedOf, sees } from './cells.ts';
import type { Operation } from './operations.ts';
import type { Asking } from './requests.ts';
import type { Asked, Row } from './row.ts';
import { everythingIn } from './state.ts';
import { canary, type World } from './world.ts';

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
