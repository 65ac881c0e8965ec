import type { FailureKind } from '@tenantry/domain';
import type { Description, Explain, Explanation } from '../description.ts';
import type { RefusalKind, Route } from '../route.ts';
import { type Parts, partsOf } from './content.ts';
import { takesIdempotencyKey } from './headers.ts';

type Kind = FailureKind | RefusalKind;

/** An outcome that is no success, as one family of routes says it. */
export interface Outcome extends Omit<Explanation, 'content'> {
  readonly kind: Kind;
  readonly parts: Parts;
}

/**
 * Asks a family once what each outcome is there. `prefix` begins the names of the examples, which
 * stand in the document once.
 */
export const outcomesIn = (prefix: string, explain: Explain): ((kind: Kind) => Outcome) => {
  const known = new Map<Kind, Outcome>();
  return (kind) => {
    const { content, ...explanation } = explain(kind);
    const outcome = known.get(kind) ?? {
      ...explanation,
      kind,
      parts: partsOf(content, (mediaType, name) =>
        [prefix, kind, ...(name === kind ? [] : [name]), ...formatOf(mediaType)].join('-'),
      ),
    };
    known.set(kind, outcome);
    return outcome;
  };
};

/** Most are JSON, and only what is not has to be told from them. */
const formatOf = (mediaType: string): readonly string[] =>
  mediaType.includes('json') ? [] : mediaType.split(/[^\w]/).slice(-1);

/**
 * All that may become of a request besides success: what its description names, what comes with
 * proofs and with idempotency keys, and what HTTP and the limits of the process refuse.
 */
export const failuresOf = ({ path }: Pick<Route, 'path'>, description: Description) =>
  [
    ...new Set<Kind>([
      ...description.failures,
      ...ofProofs(description),
      ...(takesIdempotencyKey(description)
        ? (['IdempotencyKeyReused', 'InProgress'] as const)
        : []),
      ...refusals(path, description),
    ]),
  ].toSorted();

function ofProofs({ proofs, power = 'read' }: Description): readonly FailureKind[] {
  if (proofs.length === 0) return [];
  return [
    'NotAuthenticated',
    'Unavailable',
    ...(proofs.includes('basic') ? (['PasswordMustChange', 'TooManyTries', 'Busy'] as const) : []),
    ...(power === 'read' ? [] : (['NotPermitted'] as const)),
  ];
}

function refusals(path: string, { body, probe }: Description): readonly RefusalKind[] {
  return [
    'MalformedRequest',
    'Fault',
    ...(probe === true ? [] : (['TooManyRequests', 'Overloaded'] as const)),
    // A part of the path that cannot be decoded.
    ...(path.includes('/:') ? (['PathNotFound'] as const) : []),
    ...(body === undefined
      ? []
      : (['UnsupportedMediaType', 'BodyTooLarge', 'BodyIncomplete'] as const)),
  ];
}
