import type { StandIns } from '../stand-ins/stand-ins.ts';
import type { ToldApplication } from '../tale/told-application.ts';
import { creatingApp, creatingKey } from './belongings.ts';
import { creatingCustomer } from './customers.ts';
import { expecting } from './expected.ts';
import { demandDelivered } from './mail.ts';
import type { Model } from './model.ts';
import { correctingPartner } from './partner-corrections.ts';
import { creatingPartner } from './partners.ts';
import {
  findingAccount,
  findingCustomer,
  findingPartner,
  findingRegister,
  listingApps,
  listingChildren,
  listingRegisters,
} from './reads.ts';
import { openingAccount, registering } from './registers.ts';
import { authenticatingKey, signingIn } from './sign-in.ts';
import { listingMasters, listingPartners, listingSubtree } from './wide-reads.ts';

/** An application that throws where it answers otherwise than the model, which it keeps up to date. */
export const checkedApplication = (
  app: ToldApplication,
  model: Model,
  { clock, mailer, secrets }: StandIns,
): ToldApplication => {
  const { customers, partners, registers, apps, accounts, keys, sessions } = app;
  const { now } = clock;
  return {
    customers: {
      create: expecting(model, now, 'customers.create', customers.create, creatingCustomer),
      find: expecting(model, now, 'customers.find', customers.find, findingCustomer),
    },
    partners: {
      create: expecting(model, now, 'partners.create', partners.create, creatingPartner),
      update: expecting(model, now, 'partners.update', partners.update, correctingPartner),
      find: expecting(model, now, 'partners.find', partners.find, findingPartner),
      list: expecting(model, now, 'partners.list', partners.list, listingPartners),
    },
    registers: {
      register: expecting(model, now, 'registers.register', registers.register, registering),
      open: expecting(model, now, 'registers.open', registers.open, openingAccount),
      find: expecting(model, now, 'registers.find', registers.find, findingRegister),
      list: expecting(model, now, 'registers.list', registers.list, listingRegisters),
    },
    apps: {
      create: expecting(model, now, 'apps.create', apps.create, creatingApp),
      list: expecting(model, now, 'apps.list', apps.list, listingApps),
    },
    accounts: {
      find: expecting(model, now, 'accounts.find', accounts.find, findingAccount),
      children: expecting(model, now, 'accounts.children', accounts.children, listingChildren),
      subtree: expecting(model, now, 'accounts.subtree', accounts.subtree, listingSubtree),
      masters: expecting(model, now, 'accounts.masters', accounts.masters, listingMasters),
    },
    keys: {
      create: expecting(model, now, 'keys.create', keys.create, creatingKey),
      authenticate: expecting(
        model,
        now,
        'keys.authenticate',
        keys.authenticate,
        authenticatingKey,
      ),
    },
    sessions: { signIn: expecting(model, now, 'sessions.signIn', sessions.signIn, signingIn) },
    deliverMail: async (signal) => {
      model.now = now();
      const before = mailer.letters.length;
      const report = await app.deliverMail(signal);
      demandDelivered(model, secrets, mailer.letters.slice(before), report);
      return report;
    },
  };
};
