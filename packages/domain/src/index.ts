export type { StoredApiKey } from './access/api-key.ts';
export type { Presented } from './access/authenticate-key.ts';
export type { PresentedPassword } from './access/authenticate-password.ts';
export type { PresentedToken, TokenCaller } from './access/authenticate-token.ts';
export {
  actorOf,
  as,
  type Caller,
  type Cancellation,
  type Context,
  type ImportedStatus,
  isWithin,
  type Proof,
  type Reach,
  type RetryableContext,
  reachOf,
} from './access/caller.ts';
export type { CannotChangePassword, ChangePasswordInput } from './access/change-password.ts';
export type { CannotProve } from './access/check-password.ts';
export {
  type CannotCreateKey,
  type CreateKeyInput,
  type IssuedKey,
  parseCreateKey,
} from './access/create-key.ts';
export type { Cursors } from './access/cursors.ts';
export type { Door } from './access/door.ts';
export type { MadeInvitation, NextLink } from './access/first-access.ts';
export type { SignInName } from './access/holder.ts';
export type { CannotIssueToken, IssuedToken } from './access/issue-token.ts';
export type { KeyView } from './access/key-view.ts';
export type { LinkInput } from './access/link.ts';
export { type LinkPurpose, type LinkSubject, linkHash, linkToken } from './access/link-token.ts';
export {
  type Invitation,
  type Membership,
  type MembershipStatus,
  type NewMembership,
  userIdOf,
} from './access/membership.ts';
export type { PasswordReset } from './access/password-reset.ts';
export { type Power, powers, suffices } from './access/powers.ts';
export type { Said } from './access/recorded.ts';
export type {
  CannotReset,
  RequestResetInput,
  ResetPasswordInput,
  ResetShown,
} from './access/reset-password.ts';
export type { CannotRevokeKey, KeyNamed } from './access/revoke-key.ts';
export {
  type CannotRotateKey,
  OverlapSeconds,
  parseRotateKey,
  type RotatedKey,
  type RotateKeyInput,
} from './access/rotate-key.ts';
export type { Session } from './access/session.ts';
export type { RefreshInput, SignedIn, SignInInput } from './access/sign-in.ts';
export { AccessClaims, RefreshClaims, type TokenClaims } from './access/token.ts';
export { type IssueTokenInput, parseIssueToken, type TokenGrant } from './access/token-grant.ts';
export type { Tries } from './access/tries.ts';
export type { Credential, User } from './access/user.ts';
export {
  type AccountRegister,
  correctRegister,
  type MadeForRegister,
  type NewAccountRegister,
  nameByDefault,
  openRegister,
  type RegisterCorrection,
  type RegisterDetails,
  type RegisterEntry,
} from './account-register/account-register.ts';
export type { App } from './account-register/app.ts';
export {
  type OpenRegister,
  type OpenRegisterInput,
  openRegisterSchema,
  parseOpenRegister,
  parseRegistration,
  parseUpdateRegister,
  type Registration,
  type RegistrationInput,
  registrationSchema,
  type UpdateRegister,
  type UpdateRegisterInput,
} from './account-register/command.ts';
export type { CannotCreateApp, CreateAppInput } from './account-register/create-app.ts';
export type { CannotInviteRegister } from './account-register/invite-register.ts';
export type { CannotOpenAccount, OpenedAccount } from './account-register/open-account.ts';
export type { CannotRegister } from './account-register/register-account.ts';
export type { CannotUpdateRegister } from './account-register/update-register.ts';
export { type Application, createApplication, type Settings } from './application.ts';
export {
  type CreateCustomer,
  type CreateCustomerInput,
  createCustomerSchema,
  parseCreateCustomer,
  parseUpdateCustomer,
  type UpdateCustomer,
  type UpdateCustomerInput,
} from './customer/command.ts';
export type { CannotCreateCustomer } from './customer/create-customer.ts';
export {
  type CorrectedCustomer,
  type Customer,
  type CustomerCorrection,
  type CustomerDetails,
  correctCustomer,
  type MadeForCustomer,
  type NewCustomer,
  openCustomer,
} from './customer/customer.ts';
export type { CannotUpdateCustomer } from './customer/update-customer.ts';
export {
  type AccountClosed,
  type AccountNotFound,
  type AlreadyInitialised,
  type Failure,
  type FailureKind,
  type IdempotencyKeyReused,
  type Invalid,
  type Issue,
  type IssueCode,
  invalid,
  type KeyNotFound,
  type LastManager,
  type Later,
  type LaterKind,
  type LinkVoid,
  type MemberNotFound,
  type MessageNotFound,
  type NotAuthenticated,
  type NotPermitted,
  type ParentInactive,
  type ParentMayNotHave,
  type ParentNotFound,
  type PasswordMustChange,
  type Path,
  pathText,
  StoreUnavailable,
  type Taken,
  type TakenKind,
  type TooDeep,
  type VersionStale,
  type WrongStatus,
} from './errors.ts';
export type { Figures } from './figures.ts';
export type { HostTransaction } from './host-transaction.ts';
export { canonicalJson } from './idempotency/canonical.ts';
export type { KeptResult } from './idempotency/kept-result.ts';
export type { Maintained } from './installation/maintain.ts';
export type { CannotSetPolicy } from './installation/policy.ts';
export type { MailReport } from './mail/deliver-mail.ts';
export {
  afterFailure,
  type Claim,
  type Delivery,
  type DeliveryKind,
  type DeliveryState,
  deliveryStates,
  type EndedMail,
  type Letter,
  type NewDelivery,
  type Settlement,
  type StoredDelivery,
  type Subject,
} from './mail/delivery.ts';
export { leaseSeconds } from './mail/settle-delivery.ts';
export type { CannotRetryMail, ListMailInput, RetryMailInput } from './mail/watch-mail.ts';
export type {
  Accepted,
  AcceptInput,
  CannotAccept,
  InvitationShown,
} from './membership/accept-invitation.ts';
export {
  type CorrectMemberInput,
  type InviteMemberInput,
  type MemberNamed,
  parseCorrectMember,
  parseInviteMember,
} from './membership/command.ts';
export type { CannotCorrectMember } from './membership/correct-member.ts';
export type {
  CannotDisableMember,
  CannotEnableMember,
  CannotRevokeMember,
} from './membership/end-member.ts';
export type { CannotInvite } from './membership/invite-member.ts';
export type { MemberView } from './membership/member-view.ts';
export type { CannotResend } from './membership/resend-invitation.ts';
export type { Answer, UseCase } from './offering.ts';
export type { CannotCheckPhrase, CheckPhraseInput } from './partner/check-phrase.ts';
export {
  type CreatePartnerInput,
  createPartnerSchema,
  type ParsedCreatePartner,
  parseCreatePartner,
  parseUpdatePartner,
  type UpdatePartner,
  type UpdatePartnerInput,
  updatePartnerSchema,
} from './partner/command.ts';
export type { CannotCreatePartner } from './partner/create-partner.ts';
export type { ListPartnersInput, PartnerView } from './partner/find-partners.ts';
export {
  type Contact,
  type CreatePartner,
  correctPartner,
  type MadeForPartner,
  type NewPartner,
  openPartner,
  type Partner,
  type PartnerCorrection,
  type PartnerDetails,
} from './partner/partner.ts';
export type { CannotUpdatePartner } from './partner/update-partner.ts';
export { defaultPolicy, firstUserRole, Policy, powerOfRole, type Rate } from './policy.ts';
export type {
  AccessReads,
  AccessWrites,
  AccountFilter,
  AccountReads,
  AccountWrites,
  Clock,
  Conflict,
  Deliveries,
  DeliveryReads,
  Ids,
  Installation,
  KeyFound,
  Mailer,
  MailOutcome,
  MembershipFound,
  Named,
  PageRequest,
  PasswordHasher,
  Persistence,
  Ports,
  RecordReads,
  RecordWrites,
  SecretPurpose,
  Secrets,
  Slice,
  Sliced,
  Telemetry,
  TelemetryFacts,
  Unit,
  View,
} from './ports.ts';
export {
  branded,
  type PlainAccount,
  type PlainApiKey,
  type PlainMembership,
  type PlainUser,
  restoreAccount,
  restoreAccountStatus,
  restoreApiKey,
  restoreJson,
  restoreMembership,
  restoreUser,
} from './restore.ts';
export { err, ok, type Result } from './result.ts';
export {
  type Account,
  type AccountKind,
  type AccountStatus,
  accountKinds,
  accountStatuses,
  depthOf,
  effectiveStatus,
  effectiveStatusOf,
  inheritedRole,
  type Lineage,
  lastOf,
  mayParent,
  type NewAccount,
  parentIdOf,
} from './tree/account.ts';
export { type CannotChange, changed, unversioned } from './tree/change.ts';
export type { CannotChangeStatus, ChangeStatusInput } from './tree/change-status.ts';
export type { CannotCorrect } from './tree/correct.ts';
export type { NewEvent, StoredEvent } from './tree/event.ts';
export type { AccountNamed, CannotFind } from './tree/in-reach.ts';
export type { CannotInitialise, InitialiseInput } from './tree/initialise.ts';
export type { Initialised } from './tree/initialised.ts';
export { type CannotOpen, type Opening, openChild } from './tree/open-child.ts';
export type { Paged } from './tree/page.ts';
export { restorePolicy } from './tree/read-policy.ts';
export { accountFilterSchema, type SearchAccountsInput } from './tree/search-accounts.ts';
export { adoptSecret } from './tree/secret-check.ts';
export type { Sliceable } from './tree/slice.ts';
export type { CannotUpdateMaster, UpdateMasterInput } from './tree/update-master.ts';
export type { AccountView, Page } from './tree/view.ts';
export { type ApiKey, apiKeyBytes, makeApiKey, parseApiKey } from './values/api-key.ts';
export { base32 } from './values/base32.ts';
export { type Channel, toChannel } from './values/channel.ts';
export {
  Configurations,
  mostNamespaces,
  namespacesOf,
  noConfigurations,
  restoreConfigurations,
} from './values/configurations.ts';
export { DefaultWorkflow, DefaultWorkflows } from './values/default-workflow.ts';
export {
  asciiAddress,
  EmailAddress,
  localPart,
  longestEmailAddress,
  restoreEmailAddress,
} from './values/email-address.ts';
export { ExternalReference, ExternalReferences, mostPairs } from './values/external-reference.ts';
export { generatedPasswordBytes, generatePassword } from './values/generated-password.ts';
export { IdempotencyKey } from './values/idempotency-key.ts';
export {
  AccountAddress,
  AccountId,
  AccountNumber,
  AccountRef,
  ApiKeyId,
  MembershipId,
  MembershipNumber,
  MembershipRef,
  UserId,
} from './values/ids.ts';
export { issue, issuesOf, messageFor } from './values/issues.ts';
export {
  compactJson,
  type JsonKind,
  type JsonMember,
  type JsonScan,
  scanJson,
} from './values/json-text.ts';
export {
  AccountName,
  AppName,
  CompanyName,
  PersonName,
  UserName,
  userNameKey,
} from './values/names.ts';
export { type Network, networkIn } from './values/network.ts';
export {
  confirmsPassword,
  longestPassword,
  type ParsedPassword,
  type Password,
  type PasswordRules,
  parsePassword,
} from './values/password.ts';
export { canonicalPhoneNumber, PhoneNumber } from './values/phone-number.ts';
export { BillingId, Reference } from './values/references.ts';
export { RoleId, Roles } from './values/role.ts';
export { type Scope, Scopes, scopes } from './values/scope.ts';
export { type Secret, secret } from './values/secret.ts';
export { comparable } from './values/text.ts';
export { TimeZone } from './values/time-zone.ts';
export { spoken, VerificationPhrase } from './values/verification-phrase.ts';
