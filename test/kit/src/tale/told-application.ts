import type { Application } from '@tenantry/domain';

/** The use cases that a tale can be told in. */
export interface ToldApplication extends Pick<Application, 'deliverMail'> {
  readonly customers: Pick<Application['customers'], 'create' | 'find'>;
  readonly partners: Pick<Application['partners'], 'create' | 'update' | 'find' | 'list'>;
  readonly registers: Pick<Application['registers'], 'register' | 'open' | 'find' | 'list'>;
  readonly apps: Pick<Application['apps'], 'create' | 'list'>;
  readonly accounts: Pick<Application['accounts'], 'find' | 'children' | 'subtree' | 'masters'>;
  readonly keys: Pick<Application['keys'], 'create' | 'authenticate'>;
  readonly sessions: Pick<Application['sessions'], 'signIn'>;
}

/** Something that is done around every use case. */
export type Layer = <Given extends readonly unknown[], Answer>(
  use: string,
  useCase: (...given: Given) => Promise<Answer>,
) => (...given: Given) => Promise<Answer>;

export const layered = (app: ToldApplication, around: Layer): ToldApplication => {
  const { customers, partners, registers, apps, accounts, keys, sessions } = app;
  return {
    customers: {
      create: around('customers.create', customers.create),
      find: around('customers.find', customers.find),
    },
    partners: {
      create: around('partners.create', partners.create),
      update: around('partners.update', partners.update),
      find: around('partners.find', partners.find),
      list: around('partners.list', partners.list),
    },
    registers: {
      register: around('registers.register', registers.register),
      open: around('registers.open', registers.open),
      find: around('registers.find', registers.find),
      list: around('registers.list', registers.list),
    },
    apps: {
      create: around('apps.create', apps.create),
      list: around('apps.list', apps.list),
    },
    accounts: {
      find: around('accounts.find', accounts.find),
      children: around('accounts.children', accounts.children),
      subtree: around('accounts.subtree', accounts.subtree),
      masters: around('accounts.masters', accounts.masters),
    },
    keys: {
      create: around('keys.create', keys.create),
      authenticate: around('keys.authenticate', keys.authenticate),
    },
    sessions: { signIn: around('sessions.signIn', sessions.signIn) },
    deliverMail: around('deliverMail', app.deliverMail),
  };
};
