import type { StandIns } from '../stand-ins/stand-ins.ts';
import type { ToldApplication } from '../tale/told-application.ts';
import { creatingApp } from './belongings.ts';
import { correctingCustomer } from './customer-corrections.ts';
import { creatingCustomer } from './customers.ts';
import { type Expect, expecting } from './expected.ts';
import { accepting } from './invitations.ts';
import { invitingRegister } from './invited-registers.ts';
import { revokingKey, rotatingKey } from './key-endings.ts';
import { authenticatingKey, creatingKey, listingKeys } from './keys.ts';
import { madeReset, whoHas } from './learned.ts';
import { demandDelivered } from './mail.ts';
import { correctingMaster } from './master-corrections.ts';
import { disabling, enabling, resending, revoking } from './member-changes.ts';
import { correctingMember } from './member-corrections.ts';
import { findingMember, inviting, listingMembers } from './members.ts';
import type { Model } from './model.ts';
import { noting } from './noted.ts';
import { correctingPartner } from './partner-corrections.ts';
import { creatingPartner } from './partners.ts';
import { changing, requestingReset, resetting } from './passwords.ts';
import { checkingPhrase } from './phrases.ts';
import {
  findingAccount,
  findingCustomer,
  findingPartner,
  findingRegister,
  listingApps,
  listingChildren,
  listingRegisters,
} from './reads.ts';
import { correctingRegister } from './register-corrections.ts';
import { openingAccount, registering } from './registers.ts';
import { searching } from './searches.ts';
import { signingIn } from './sign-in.ts';
import { closing, reactivating, suspending } from './statuses.ts';
import { listingMasters, listingPartners, listingSubtree } from './wide-reads.ts';

/** An application that throws where it answers otherwise than the model, which it keeps up to date. */
export const checkedApplication = (
  app: ToldApplication,
  model: Model,
  { clock, mailer, persistence }: StandIns,
): ToldApplication => {
  const { customers, partners, registers, masters, apps, accounts, keys } = app;
  const { members, invitations, passwords, sessions } = app;
  const checked = <Given extends readonly unknown[], T, E>(
    use: string,
    useCase: Parameters<typeof expecting<Given, T, E>>[3],
    expect: Expect<Given, T>,
  ) => expecting(model, clock.now, use, useCase, expect);
  return {
    customers: {
      create: checked('customers.create', customers.create, creatingCustomer),
      update: checked('customers.update', customers.update, correctingCustomer),
      find: checked('customers.find', customers.find, findingCustomer),
    },
    partners: {
      create: checked('partners.create', partners.create, creatingPartner),
      update: checked('partners.update', partners.update, correctingPartner),
      checkPhrase: checked('partners.checkPhrase', partners.checkPhrase, checkingPhrase),
      find: checked('partners.find', partners.find, findingPartner),
      list: checked('partners.list', partners.list, listingPartners),
    },
    registers: {
      register: checked('registers.register', registers.register, registering),
      open: checked('registers.open', registers.open, openingAccount),
      invite: checked('registers.invite', registers.invite, invitingRegister),
      update: checked('registers.update', registers.update, correctingRegister),
      find: checked('registers.find', registers.find, findingRegister),
      list: checked('registers.list', registers.list, listingRegisters),
    },
    masters: { update: checked('masters.update', masters.update, correctingMaster) },
    apps: {
      create: checked('apps.create', apps.create, creatingApp),
      list: checked('apps.list', apps.list, listingApps),
    },
    accounts: {
      find: checked('accounts.find', accounts.find, findingAccount),
      children: checked('accounts.children', accounts.children, listingChildren),
      subtree: checked('accounts.subtree', accounts.subtree, listingSubtree),
      search: checked('accounts.search', accounts.search, searching),
      masters: checked('accounts.masters', accounts.masters, listingMasters),
      suspend: checked('accounts.suspend', accounts.suspend, suspending),
      reactivate: checked('accounts.reactivate', accounts.reactivate, reactivating),
      close: checked('accounts.close', accounts.close, closing),
    },
    keys: {
      create: checked('keys.create', keys.create, creatingKey),
      list: checked('keys.list', keys.list, listingKeys),
      rotate: checked('keys.rotate', keys.rotate, rotatingKey),
      revoke: checked('keys.revoke', keys.revoke, revokingKey),
      authenticate: checked('keys.authenticate', noting(keys, model), authenticatingKey),
    },
    members: {
      list: checked('members.list', members.list, listingMembers),
      find: checked('members.find', members.find, findingMember),
      invite: checked('members.invite', members.invite, inviting),
      resend: checked('members.resend', members.resend, resending),
      correct: checked('members.correct', members.correct, correctingMember),
      revoke: checked('members.revoke', members.revoke, revoking),
      disable: checked('members.disable', members.disable, disabling),
      enable: checked('members.enable', members.enable, enabling),
    },
    invitations: {
      accept: async (...given) => {
        let joined: ReturnType<typeof accepting>['joined'];
        const accept = checked('invitations.accept', invitations.accept, (_, input) => {
          const expected = accepting(model, input);
          ({ joined } = expected);
          return expected;
        });
        const answer = await accept(...given);
        if (answer.ok) joined?.(await whoHas(persistence, answer.value.email));
        return answer;
      },
    },
    passwords: {
      requestReset: async (...given) => {
        let made: ReturnType<typeof requestingReset>['made'];
        const request = checked('passwords.requestReset', passwords.requestReset, (_, input) => {
          const expected = requestingReset(model, input);
          ({ made } = expected);
          return expected;
        });
        const answer = await request(...given);
        if (answer.ok) made?.(await madeReset(persistence, model));
        return answer;
      },
      reset: checked('passwords.reset', passwords.reset, resetting),
      change: checked('passwords.change', passwords.change, changing),
    },
    sessions: { signIn: checked('sessions.signIn', sessions.signIn, signingIn) },
    deliverMail: async (signal) => {
      model.now = clock.now();
      const before = mailer.letters.length;
      const report = await app.deliverMail(signal);
      demandDelivered(model, mailer.letters.slice(before), report);
      return report;
    },
  };
};
