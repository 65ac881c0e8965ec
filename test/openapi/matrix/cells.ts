import { type Power, suffices } from '@tenantry/domain';
import type { Operation } from './operations.ts';
import { type Asking, type Form, isNumbered, type Writing } from './requests.ts';
import type { Asked, Row } from './row.ts';
import type { Actor, World } from './world.ts';

/**
 * Every body and every manner of writing ids is tried by one form of proof, the others once each; and
 * whoever is refused whatever is asked, once by each.
 */
export function cellsOf(
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

export type Expected =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'refused' | 'beyond'; readonly outcome: string };

/** Follows from the row and the actor alone. */
export function expectedOf(
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
export const sees = (actor: Actor): boolean =>
  actor.proof === 'good' && isReached('beneath', actor);
