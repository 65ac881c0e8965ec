import { type AccountUrls, accountUrls } from './access/account-url.ts';
import { authenticateKey } from './access/authenticate-key.ts';
import { authenticatePassword } from './access/authenticate-password.ts';
import { authenticateToken } from './access/authenticate-token.ts';
import { as } from './access/caller.ts';
import { passwordCheck } from './access/check-password.ts';
import { createKey } from './access/create-key.ts';
import { issueToken } from './access/issue-token.ts';
import { refreshSession, signIn } from './access/sign-in.ts';
import { checkRegistration } from './account-register/check-registration.ts';
import { createApp } from './account-register/create-app.ts';
import { findRegister, listRegisters } from './account-register/find-registers.ts';
import { listApps } from './account-register/list-apps.ts';
import { openAccount } from './account-register/open-account.ts';
import { registerAccount } from './account-register/register-account.ts';
import { checkCustomer } from './customer/check-customer.ts';
import { createCustomer } from './customer/create-customer.ts';
import { findCustomer } from './customer/find-customer.ts';
import { type DeliverySettings, deliverMail } from './mail/deliver-mail.ts';
import { checkPartner, checkPartnerUpdate } from './partner/check-partner.ts';
import { createPartner } from './partner/create-partner.ts';
import { findPartner, listPartners } from './partner/find-partners.ts';
import { updatePartner } from './partner/update-partner.ts';
import type { Ports } from './ports.ts';
import { findAccount, listChildren, listMasters, listSubtree } from './tree/find-accounts.ts';
import { initialise } from './tree/initialise.ts';

/** What is said of an installation besides its ports. */
export type Settings = DeliverySettings;

/**
 * The use cases, grouped by what they act on. Each takes `(command, context)`, commands being
 * plain data, and answers a `Result` whose error lists what can be expected. Those of `sessions`
 * and `authenticate` take no context: they find out who is calling.
 */
export const createApplication = (ports: Ports, settings: Settings) => {
  const urls: AccountUrls = accountUrls(settings);
  const check = passwordCheck(ports);
  return {
    as,
    initialise: initialise(ports),
    customers: {
      create: createCustomer(ports),
      check: checkCustomer(ports),
      find: findCustomer(ports),
    },
    partners: {
      create: createPartner(ports),
      check: checkPartner(ports),
      update: updatePartner(ports),
      checkUpdate: checkPartnerUpdate(ports),
      find: findPartner(ports),
      list: listPartners(ports),
    },
    registers: {
      register: registerAccount(ports),
      check: checkRegistration(ports),
      open: openAccount(ports),
      find: findRegister(ports),
      list: listRegisters(ports),
    },
    apps: {
      create: createApp(ports),
      list: listApps(ports),
    },
    accounts: {
      find: findAccount(ports),
      children: listChildren(ports),
      subtree: listSubtree(ports),
      masters: listMasters(ports),
      /** Where an account is reached. */
      urlOf: urls.urlOf,
    },
    keys: {
      create: createKey(ports),
      authenticate: authenticateKey(ports),
    },
    sessions: {
      signIn: signIn(ports, urls, check),
      refresh: refreshSession(ports, urls),
      issue: issueToken(ports, urls, check),
      authenticateToken: authenticateToken(ports),
      authenticatePassword: authenticatePassword(check),
    },
    deliverMail: deliverMail(ports, settings),
    /** Reads from the store. Throws the fault where that cannot be done. */
    ready: async (): Promise<void> => {
      await ports.persistence.read(({ records }) => records.installation());
    },
  };
};

export type Application = ReturnType<typeof createApplication>;
