import type { Application } from '@tenantry/domain';

/** The use cases that a tale can be told in. */
export interface ToldApplication extends Pick<Application, 'deliverMail'> {
  readonly customers: Pick<Application['customers'], 'create' | 'update' | 'find'>;
  readonly partners: Pick<
    Application['partners'],
    'create' | 'update' | 'checkPhrase' | 'find' | 'list'
  >;
  readonly registers: Pick<
    Application['registers'],
    'register' | 'open' | 'invite' | 'update' | 'find' | 'list'
  >;
  readonly masters: Pick<Application['masters'], 'update'>;
  readonly apps: Pick<Application['apps'], 'create' | 'list'>;
  readonly accounts: Pick<
    Application['accounts'],
    'find' | 'children' | 'subtree' | 'search' | 'masters' | 'suspend' | 'reactivate' | 'close'
  >;
  readonly keys: Pick<
    Application['keys'],
    'create' | 'list' | 'rotate' | 'revoke' | 'authenticate'
  >;
  readonly members: Omit<Application['members'], 'checkInvite' | 'checkCorrect'>;
  readonly invitations: Pick<Application['invitations'], 'accept'>;
  readonly passwords: Pick<Application['passwords'], 'requestReset' | 'reset' | 'change'>;
  readonly sessions: Pick<Application['sessions'], 'signIn'>;
}

/** Something that is done around every use case. */
export type Layer = <Given extends readonly unknown[], Answer>(
  use: string,
  useCase: (...given: Given) => Promise<Answer>,
) => (...given: Given) => Promise<Answer>;

export const layered = (app: ToldApplication, around: Layer): ToldApplication => {
  const { customers, partners, registers, masters, apps, accounts, keys } = app;
  const { members, invitations, passwords, sessions } = app;
  return {
    customers: {
      create: around('customers.create', customers.create),
      update: around('customers.update', customers.update),
      find: around('customers.find', customers.find),
    },
    partners: {
      create: around('partners.create', partners.create),
      update: around('partners.update', partners.update),
      checkPhrase: around('partners.checkPhrase', partners.checkPhrase),
      find: around('partners.find', partners.find),
      list: around('partners.list', partners.list),
    },
    registers: {
      register: around('registers.register', registers.register),
      open: around('registers.open', registers.open),
      invite: around('registers.invite', registers.invite),
      update: around('registers.update', registers.update),
      find: around('registers.find', registers.find),
      list: around('registers.list', registers.list),
    },
    masters: { update: around('masters.update', masters.update) },
    apps: {
      create: around('apps.create', apps.create),
      list: around('apps.list', apps.list),
    },
    accounts: {
      find: around('accounts.find', accounts.find),
      children: around('accounts.children', accounts.children),
      subtree: around('accounts.subtree', accounts.subtree),
      search: around('accounts.search', accounts.search),
      masters: around('accounts.masters', accounts.masters),
      suspend: around('accounts.suspend', accounts.suspend),
      reactivate: around('accounts.reactivate', accounts.reactivate),
      close: around('accounts.close', accounts.close),
    },
    keys: {
      create: around('keys.create', keys.create),
      list: around('keys.list', keys.list),
      rotate: around('keys.rotate', keys.rotate),
      revoke: around('keys.revoke', keys.revoke),
      authenticate: around('keys.authenticate', keys.authenticate),
    },
    members: {
      list: around('members.list', members.list),
      find: around('members.find', members.find),
      invite: around('members.invite', members.invite),
      resend: around('members.resend', members.resend),
      correct: around('members.correct', members.correct),
      revoke: around('members.revoke', members.revoke),
      disable: around('members.disable', members.disable),
      enable: around('members.enable', members.enable),
    },
    invitations: { accept: around('invitations.accept', invitations.accept) },
    passwords: {
      requestReset: around('passwords.requestReset', passwords.requestReset),
      reset: around('passwords.reset', passwords.reset),
      change: around('passwords.change', passwords.change),
    },
    sessions: { signIn: around('sessions.signIn', sessions.signIn) },
    deliverMail: around('deliverMail', app.deliverMail),
  };
};
