import type { Power } from '@tenantry/domain';
import type { Kind } from './maker.ts';
import type { Actor } from './world.ts';

/** What is answered to whoever may not: a status, and the code beside it. */
export interface Refusals {
  /** To whoever presents nothing. */
  readonly missing: string;
  /** To whoever presents what opens nothing. */
  readonly wrong: string;
  /** To whoever has too little power. */
  readonly weak: string;
}

/** What stands at a place: of the account that is named, or of whoever asks. */
export type Named = 'account' | 'address' | 'name' | 'person' | 'invitee' | 'key';
export type OfActor = 'own' | 'home' | 'child';

/** One way to ask for it. */
export interface Asked {
  /** Where an id stands that decides; without one it is about the actor's own account. */
  readonly place?: string;
  readonly names?: Named;
  /** What is answered where that is out of reach, and where there is no such thing. */
  readonly beyond?: string;
  /** What is answered to whoever may, where that is no success. */
  readonly answer?: string;
  /** The kind of the account that is named: a partner where nothing is said. */
  readonly kind?: Kind;
  /** What stands at other places that ids can stand at. */
  readonly besides?: Readonly<Record<string, OfActor>>;
  /** Which examples of the description are sent; all of them where nothing is said. */
  readonly examples?: readonly string[];
  /** What is sent instead of these. */
  readonly body?: (actor: Actor) => object;
  readonly query?: (actor: Actor) => Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Who may do one operation, and where. */
export interface Row {
  /** The least power; absent where nothing is to be proven ahead. */
  readonly power?: Power;
  /**
   * `beneath`: the own account and all beneath it; `strictlyBeneath`: without the own; `itself`: the
   * own alone; `anybody`: there is nothing to reach.
   */
  readonly reach: 'anybody' | 'beneath' | 'strictlyBeneath' | 'itself';
  /** Whether what proves it is a part of what is asked, and no header. */
  readonly signsIn?: true;
  readonly refusals: Refusals;
  readonly asked: readonly Asked[];
}

export type Rows = Readonly<Record<string, Row>>;
