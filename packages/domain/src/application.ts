import { type AccountUrls, accountUrls } from './access/account-url.ts';
import { authenticateKey } from './access/authenticate-key.ts';
import { authenticatePassword } from './access/authenticate-password.ts';
import { authenticateToken } from './access/authenticate-token.ts';
import { as } from './access/caller.ts';
import { changePassword } from './access/change-password.ts';
import { passwordChecks } from './access/check-password.ts';
import { createKey } from './access/create-key.ts';
import { cursors } from './access/cursors.ts';
import { issueToken } from './access/issue-token.ts';
import { listKeys } from './access/list-keys.ts';
import { keyUseNotes } from './access/note-key-use.ts';
import { lookAtReset, requestReset, resetPassword } from './access/reset-password.ts';
import { revokeKey } from './access/revoke-key.ts';
import { rotateKey } from './access/rotate-key.ts';
import { refreshSession, signIn } from './access/sign-in.ts';
import { checkRegistration } from './account-register/check-registration.ts';
import { createApp } from './account-register/create-app.ts';
import { findRegister, listRegisters } from './account-register/find-registers.ts';
import { inviteRegister } from './account-register/invite-register.ts';
import { listApps } from './account-register/list-apps.ts';
import { openAccount } from './account-register/open-account.ts';
import { registerAccount } from './account-register/register-account.ts';
import { updateRegister } from './account-register/update-register.ts';
import { checkCustomer } from './customer/check-customer.ts';
import { createCustomer } from './customer/create-customer.ts';
import { findCustomer } from './customer/find-customer.ts';
import { updateCustomer } from './customer/update-customer.ts';
import { findMade } from './idempotency/find-made.ts';
import { maintain } from './installation/maintain.ts';
import { setPolicy, showPolicy } from './installation/policy.ts';
import { deliverMail, type RelaySettings } from './mail/deliver-mail.ts';
import { listMail, retryMail } from './mail/watch-mail.ts';
import { acceptInvitation, lookAtInvitation } from './membership/accept-invitation.ts';
import { checkInvitation, checkMemberCorrection } from './membership/check-member.ts';
import { correctMember } from './membership/correct-member.ts';
import { disableMember, enableMember, revokeMember } from './membership/end-member.ts';
import { findMember, listMembers } from './membership/find-members.ts';
import { inviteMember } from './membership/invite-member.ts';
import { resendInvitation } from './membership/resend-invitation.ts';
import { offering } from './offering.ts';
import { checkPartner, checkPartnerUpdate } from './partner/check-partner.ts';
import { checkPhrase } from './partner/check-phrase.ts';
import { createPartner } from './partner/create-partner.ts';
import { findPartner, listPartners } from './partner/find-partners.ts';
import { updatePartner } from './partner/update-partner.ts';
import type { Ports } from './ports.ts';
import { ok } from './result.ts';
import { closeAccount, reactivateAccount, suspendAccount } from './tree/change-status.ts';
import { findAccount, listChildren, listMasters, listSubtree } from './tree/find-accounts.ts';
import { initialise } from './tree/initialise.ts';
import { listEvents } from './tree/list-events.ts';
import { readPolicy } from './tree/read-policy.ts';
import { searchAccounts } from './tree/search-accounts.ts';
import { checkMasterUpdate, updateMaster } from './tree/update-master.ts';

/** What is said of an installation besides its ports. */
export type Settings = RelaySettings;

/**
 * The use cases, grouped by what they act on. Each takes `(command, context)`, commands being
 * plain data, and answers a `Result` whose error lists what can be expected. Those of `sessions`
 * and `authenticate` take no context: they find out who is calling. Those of `invitations` and
 * `passwords` take a `Door`: whoever comes is known by a link or a password alone.
 */
export const createApplication = (ports: Ports, settings: Settings) => {
  const urls: AccountUrls = accountUrls(settings);
  const checks = passwordChecks(ports);
  const { check } = checks;
  /** Inside a host's transaction the tries are a part of that, like all else. */
  const checksOf = (own: Ports) => (own === ports ? checks : passwordChecks(own));
  const noteUse = keyUseNotes(ports);
  const { offered, answering } = offering(ports);
  return {
    as,
    initialise: offered(initialise),
    customers: {
      create: offered(createCustomer),
      check: offered(checkCustomer),
      update: offered(updateCustomer),
      find: offered(findCustomer),
    },
    partners: {
      create: offered(createPartner),
      check: offered(checkPartner),
      update: offered(updatePartner),
      checkUpdate: offered(checkPartnerUpdate),
      checkPhrase: answering(checkPhrase(ports)),
      find: offered(findPartner),
      list: offered(listPartners),
    },
    registers: {
      register: offered(registerAccount),
      check: offered(checkRegistration),
      open: offered(openAccount),
      invite: offered(inviteRegister),
      update: offered(updateRegister),
      find: offered(findRegister),
      list: offered(listRegisters),
    },
    masters: { update: offered(updateMaster), checkUpdate: offered(checkMasterUpdate) },
    apps: {
      create: offered(createApp),
      list: offered(listApps),
    },
    accounts: {
      find: offered(findAccount),
      children: offered(listChildren),
      subtree: offered(listSubtree),
      search: offered(searchAccounts),
      masters: offered(listMasters),
      made: offered(findMade),
      suspend: offered(suspendAccount),
      reactivate: offered(reactivateAccount),
      close: offered(closeAccount),
      /** Where an account is reached. */
      urlOf: urls.urlOf,
    },
    keys: {
      create: offered(createKey),
      list: offered(listKeys),
      rotate: offered(rotateKey),
      revoke: offered(revokeKey),
      authenticate: answering(authenticateKey(ports, noteUse)),
    },
    sessions: {
      signIn: answering(signIn(ports, urls, check)),
      refresh: answering(refreshSession(ports, urls)),
      issue: answering(issueToken(ports, urls, check, noteUse)),
      authenticateToken: answering(authenticateToken(ports, noteUse)),
      authenticatePassword: answering(authenticatePassword(check)),
    },
    members: {
      list: offered(listMembers),
      find: offered(findMember),
      invite: offered(inviteMember),
      checkInvite: offered(checkInvitation),
      resend: offered(resendInvitation),
      correct: offered(correctMember),
      checkCorrect: offered(checkMemberCorrection),
      revoke: offered(revokeMember),
      disable: offered(disableMember),
      enable: offered(enableMember),
    },
    invitations: {
      look: offered(lookAtInvitation),
      accept: offered((own) => acceptInvitation(own, checksOf(own).proveOwn)),
    },
    passwords: {
      requestReset: offered(requestReset),
      lookAtReset: offered(lookAtReset),
      reset: offered(resetPassword),
      change: offered((own) => changePassword(own, checksOf(own).checkToChange)),
    },
    mail: {
      list: offered(listMail),
      retry: offered(retryMail),
      /** How much is due, and since when: figures for whoever watches the process. */
      backlog: answering(async () =>
        ok(await ports.persistence.read(({ deliveries }) => deliveries.backlog())),
      ),
    },
    events: { list: offered(listEvents) },
    policy: { show: offered(showPolicy), set: offered(setPolicy) },
    maintain: offered(maintain),
    deliverMail: deliverMail(ports, settings),
    /** For lists that go on through other people's hands. */
    cursors: cursors(ports.secrets),
    /** What policy lets callers and addresses ask of a process. */
    requestLimits: answering(async () => ok((await readPolicy(ports)).requests)),
    /** Where this installation is reached, without a slash at its end. */
    publicUrl: settings.publicUrl,
    /** What the installation calls itself on pages. */
    brand: answering(async () => ok((await readPolicy(ports)).brand)),
    /** Reads from the store. Throws the fault where that cannot be done. */
    ready: async (): Promise<void> => {
      await ports.persistence.read(({ records }) => records.installation());
    },
  };
};

export interface Application extends ReturnType<typeof createApplication> {}
