import { actorOf, type Context } from '../access/caller.ts';
import type { AccountId } from '../values/ids.ts';

/**
 * One line of the history: what happened, to which account, by whom. It holds ids, and no name or
 * address of ours.
 */
export interface NewEvent {
  readonly id: string;
  readonly kind:
    | 'PolicyChanged'
    | 'MasterOpened'
    | 'MasterChanged'
    | 'CustomerOpened'
    | 'CustomerChanged'
    | 'PartnerOpened'
    | 'PartnerChanged'
    | 'PhraseMatched'
    | 'PhraseMistaken'
    | 'AccountRegistered'
    | 'RegisterChanged'
    | 'AccountSuspended'
    | 'AccountReactivated'
    | 'AccountClosed'
    | 'AppCreated'
    | 'KeyIssued'
    | 'KeyRotated'
    | 'KeyRevoked'
    | 'MemberInvited'
    | 'MemberInvitedAgain'
    | 'MemberChanged'
    | 'MemberJoined'
    | 'MemberDisabled'
    | 'MemberEnabled'
    | 'MemberRevoked'
    | 'SessionBegun'
    | 'SessionEnded'
    | 'PasswordChanged';
  readonly accountId: AccountId;
  /** The id of the key or the membership that it is about, where it is about one of these. */
  readonly subject?: string;
  /** `key:<id>`, `user:<id>`, `host` or `operator:<name>`. */
  readonly actor: string;
  readonly channel: string;
  /** The name of its own user that the caller mentioned: its words, recorded and never believed. */
  readonly userName?: string;
  readonly requestId?: string;
  readonly at: Date;
}

export interface StoredEvent extends NewEvent {
  /** Orders the history; gaps are allowed. */
  readonly position: number;
}

export const eventOf = (
  what: Pick<NewEvent, 'id' | 'kind' | 'accountId' | 'subject' | 'at'>,
  { caller, requestId }: Context,
): NewEvent => ({
  ...what,
  actor: actorOf(caller),
  channel: caller.channel,
  ...(caller.userName === undefined ? {} : { userName: caller.userName }),
  ...(requestId === undefined ? {} : { requestId }),
});
