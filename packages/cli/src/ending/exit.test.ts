import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FailureKind } from '@tenantry/domain';
import { expect, it } from 'vitest';
import { exitCodeOf } from './exit.ts';

const page = join(import.meta.dirname, '../../../../docs/errors.md');

/** What each outcome means, and what to do about it. */
const outcomes: Readonly<Record<FailureKind, readonly [meaning: string, cure: string]>> = {
  Invalid: ['the input breaks rules; every fault is named, with its place', 'correct all of it'],
  NotAuthenticated: [
    'no proof, or one that is wrong, over, or of an account that is suspended or closed',
    'look at the key, password or token; ask for another',
  ],
  NotPermitted: [
    'the proof is right, and does not give the power for this',
    'use one with the power that `needed` names, or ask whoever manages the account',
  ],
  PasswordMustChange: [
    'the password was generated, and policy has its owner change it first',
    'its owner changes it at `/password-change`',
  ],
  AccountNotFound: [
    'no such account, or one out of reach: the two are never told apart',
    'look at the id, and at whose proof it is',
  ],
  MemberNotFound: ['likewise, of a member', 'likewise'],
  KeyNotFound: ['likewise, of an API key', 'likewise'],
  MessageNotFound: ['no such message, or one that cannot be sent again', '`tenantry mail list`'],
  LinkVoid: [
    'a link that was used, replaced, revoked, has run out, is of an account that is not open, or was never made',
    'ask for another invitation or reset',
  ],
  ParentNotFound: [
    'the account to open this under does not exist, or is out of reach',
    'look at the parent',
  ],
  ParentMayNotHave: [
    'an account of this kind may not have such accounts beneath it',
    'choose another parent; open registered accounts with `mayHaveSubAccounts`',
  ],
  TooDeep: ['the tree would have more levels than policy allows', 'choose a parent further up'],
  ParentInactive: [
    'the parent, or an account between it and the caller, is suspended or closed',
    'reactivate it, or choose another',
  ],
  EmailTaken: [
    'somebody has this mailbox, in this spelling or another',
    'invite the person instead, or use another',
  ],
  UserNameTaken: ['the user name is in use in the installation', 'choose another'],
  NameTaken: ['a partner beside this one has this name', 'choose another'],
  ReferenceTaken: [
    'the reference is in use: in the installation for partners, beneath the parent where policy says so',
    'look for the account that has it; choose another',
  ],
  AddressTaken: ['an account has this address', 'choose another'],
  AppNameTaken: ['the account has an app of this name', 'choose another'],
  AccountClosed: ['the account is closed, for good', 'open another'],
  LastManager: [
    'the account would be left without anybody who may manage it',
    'let somebody else manage it first',
  ],
  WrongStatus: [
    'this is not done to a member of this status',
    'look at the member; an invitation is revoked or resent',
  ],
  VersionStale: ['the account has changed since it was read', 'read it again, and decide again'],
  IdempotencyKeyReused: [
    'the key stands for another request',
    'a new key for what is new; the same request for a retry',
  ],
  AlreadyInitialised: ['the database has a master account', '`init --another` makes a further one'],
  InProgress: [
    'an attempt under the same key is being carried out',
    'wait `retryAfter` seconds, and ask again under that key',
  ],
  TooManyTries: [
    'too many wrong passwords or phrases for one name, or too much mail to one mailbox',
    'wait `retryAfter` seconds; API keys and tokens go on working',
  ],
  Busy: [
    'more passwords to hash than fit into the queue; nothing was done',
    'wait `retryAfter` seconds; raise `TENANTRY_HASH_CONCURRENCY`, or add a server',
  ],
  Unavailable: [
    'the store is locked, full or out of reach; of a commit whose answer was lost nobody knows whether it was done',
    'try again after `retryAfter` seconds, under the same idempotency key',
  ],
};

it('docs/errors.md has every outcome, with the exit code that it ends a command with', async () => {
  const rows = Object.entries(exitCodeOf).map(([kind, code]) => {
    const [meaning = '', cure = ''] =
      Object.entries(outcomes).find(([of]) => of === kind)?.[1] ?? [];
    return `| \`${kind}\` | ${meaning} | ${cure} | ${code} |`;
  });
  const written = ['| outcome | means | what to do | exit code |', '|---|---|---|---|', ...rows];
  const [begin, end] = ['<!-- outcomes: made by its test -->', '<!-- end of outcomes -->'];
  const text = readFileSync(page, 'utf8');
  const [before = '', rest = ''] = text.split(begin);
  const [, after = ''] = rest.split(end);
  const made = `${before}${begin}\n\n${written.join('\n')}\n\n${end}${after}`;
  await expect(made).toMatchFileSnapshot(page);
});
