export { agrees, tellBoth } from './agreement/agrees.ts';
export { type Decision, type Decisions, mailboxDecisions } from './agreement/mailbox-decisions.ts';
export { type MailboxPair, mailboxPairs } from './agreement/mailbox-pairs.ts';
export { apiKeys } from './arbitraries/api-key.ts';
export { anyTexts, codePoints } from './arbitraries/code-points.ts';
export {
  type ConfigurationsDocument,
  configurationsDocuments,
  configurationTexts,
  faultyConfigurations,
} from './arbitraries/configurations.ts';
export {
  updateCustomerInputs,
  updateMasterInputs,
  updateRegisterInputs,
} from './arbitraries/corrections.ts';
export {
  type CustomerConstraints,
  createCustomerInputs,
  createCustomerInputsAnywhere,
  type UserInput,
  userInputs,
} from './arbitraries/customer.ts';
export { invalidCreateCustomerInputs } from './arbitraries/customer-faults.ts';
export {
  defaultWorkflows,
  externalReferences,
  metadata,
  type ReferenceInput,
  type WorkflowInput,
} from './arbitraries/details.ts';
export { faultyMetadata } from './arbitraries/details-faults.ts';
export { emailAddresses, localParts, type Mailbox, mailboxes } from './arbitraries/email.ts';
export { faultyEmailAddresses } from './arbitraries/email-faults.ts';
export type { Faulty, FaultyCommand, PlantedFault } from './arbitraries/faulty.ts';
export { jsonObjectTexts, jsonTexts, nestedJson } from './arbitraries/json.ts';
export {
  accepts,
  deeplyFrozen,
  idempotentParse,
  type Parser,
  parserOf,
  parserOfCommand,
  pure,
  refuses,
  reportsEveryFault,
  type Schema,
  sameForSameSeed,
} from './arbitraries/laws.ts';
export { createAppInputs, openRegisterInputs } from './arbitraries/open-register.ts';
export { invalidOpenRegisterInputs } from './arbitraries/open-register-faults.ts';
export {
  createPartnerInputs,
  createPartnerInputsAnywhere,
  createPartners,
  type PartnerConstraints,
  updatePartnerInputs,
} from './arbitraries/partner.ts';
export {
  invalidCreatePartnerInputs,
  invalidUpdatePartnerInputs,
} from './arbitraries/partner-faults.ts';
export {
  commonPasswords,
  faultyPasswords,
  type PasswordConstraints,
  passwords,
} from './arbitraries/password.ts';
export { type PolicyInput, policies, roleIds } from './arbitraries/policy.ts';
export { type RegistrationSample, registrationInputs } from './arbitraries/registration.ts';
export { invalidRegistrationInputs } from './arbitraries/registration-faults.ts';
export { faultyTexts, type TextConstraints, texts, trimmedTexts } from './arbitraries/text.ts';
export {
  accountAddresses,
  accountIds,
  type LineageConstraints,
  lineages,
  times,
} from './arbitraries/tree.ts';
export {
  accountNumbers,
  accountRefs,
  billingIds,
  channels,
  faultyAccountRefs,
  faultyPhoneNumbers,
  faultyTimeZones,
  faultyVerificationPhrases,
  idempotencyKeys,
  names,
  phoneNumbers,
  timeZones,
  verificationPhrases,
} from './arbitraries/values.ts';
export { bindLaws, type Runner } from './bind.ts';
export type { Law, OpenStore } from './contract/law.ts';
export { persistenceContract } from './contract/persistence-contract.ts';
export {
  type HasherCapabilities,
  passwordHasherContract,
} from './hasher-contract/password-hasher-contract.ts';
export type { OpenHasher } from './hasher-contract/trial.ts';
export { type MailerCapabilities, mailerContract } from './mailer-contract/mailer-contract.ts';
export type { Delivered, OpenedMailer, OpenMailer } from './mailer-contract/trial.ts';
export { followsModel } from './model/follows-model.ts';
export type { Model } from './model/model.ts';
export { type ModelledWorld, modelled, tell } from './model/tell.ts';
export { type RaceOptions, raceContract } from './races/race-contract.ts';
export { scheduled, type Turns } from './races/scheduled.ts';
export type { Plan, Seeded, SeededUser } from './seed/plan.ts';
export { seed } from './seed/seed.ts';
export type { KeptLetters } from './stand-ins/kept-letters.ts';
export { type StandIns, type StandingClock, standIns } from './stand-ins/stand-ins.ts';
export { type TaleOptions, taleCommands } from './tale/generated-tale.ts';
export type { ToldApplication } from './tale/told-application.ts';
export type { Names, Told, Who, World } from './tale/world.ts';
