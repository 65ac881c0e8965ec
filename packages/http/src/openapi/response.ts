import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import type { Description } from '../description.ts';
import type { Route } from '../route.ts';
import { joinedParts, partsOf } from './content.ts';
import { replyHeaders } from './headers.ts';
import { failuresOf, type Outcome } from './outcome.ts';

type Responses = (
  route: Pick<Route, 'path'>,
  description: Description,
) => ZodOpenApiResponsesObject;

/**
 * Makes the responses of operations, by status. One that holds a few outcomes and nothing else is
 * the same wherever it is given, and stands in the document once: `prefix` begins its name.
 */
export const responsesIn = (
  prefix: string,
  outcomeOf: (kind: Outcome['kind']) => Outcome,
): Responses => {
  const shared = new Map<string, ZodOpenApiResponseObject>();
  return (route, description) => {
    const all = failuresOf(route, description).map(outcomeOf);
    const failures = Map.groupBy(all, ({ status }) => status);
    const answered = Object.keys(description.answers).map(Number);
    const statuses = [...new Set([...answered, ...failures.keys()])];
    const responseTo = (status: number): ZodOpenApiResponseObject => {
      const outcomes = failures.get(status) ?? [];
      const response = responseOf(description, status, outcomes);
      if (answered.includes(status) || outcomes.length > mostShared) return response;
      const id = [prefix, status, ...outcomes.map(({ kind }) => kind)].join('-');
      const first = shared.get(id) ?? { ...response, id };
      shared.set(id, first);
      return first;
    };
    return Object.fromEntries(statuses.map((status) => [status, responseTo(status)]));
  };
};

/** Of more than these no two operations have the same. */
const mostShared = 3;

function responseOf(
  description: Description,
  status: number,
  outcomes: readonly Outcome[],
): ZodOpenApiResponseObject {
  const answered = description.answers[status];
  const parts = joinedParts([
    ...(answered?.content === undefined ? [] : [partsOf(answered.content)]),
    ...outcomes.map((outcome) => outcome.parts),
  ]);
  return {
    description: [
      ...(answered === undefined ? [] : [answered.description]),
      ...linesOf(outcomes),
    ].join('\n'),
    headers: replyHeaders(description, status, outcomes),
    ...(Object.keys(parts).length === 0 ? {} : { content: parts }),
  };
}

/** What each outcome is, for people; a list where there are several. */
function linesOf(outcomes: readonly Outcome[]): readonly string[] {
  const lines = new Set(
    outcomes.map(({ code, otherCodes = [], detail }) => {
      const codes = [...(code === undefined ? [] : [code]), ...otherCodes];
      return codes.length === 0 ? detail : `\`${codes.join('`, `')}\`: ${detail}`;
    }),
  );
  return lines.size === 1 ? [...lines] : [...lines].map((line) => `- ${line}`);
}
