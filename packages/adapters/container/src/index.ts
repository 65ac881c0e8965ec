export type { Application, Caller, Failure, Figures, Result } from '@tenantry/domain';
export {
  createMailbox,
  findMailFault,
  type Mail,
  mailerFor,
  parseMailUrl,
  type SendMail,
} from '@tenantry/email';
export type { ApplicationConfig } from './application-config.ts';
export { parseDatabaseUrl } from './database-url.ts';
export type { ExaminedStore } from './examined-store.ts';
export { type Finding, fail, judged, warn } from './finding.ts';
export type { HostContainer } from './host-container.ts';
export type { HostDatabase, OpenTransaction } from './host-database.ts';
export { examineStore, migrateStore, verifyStore } from './installed-stores.ts';
export { migrationSql } from './migration-sql.ts';
export { type OpenApplication, openApplication } from './open-application.ts';
export {
  type OpenTestApplication,
  openTestApplication,
  type TestApplicationOptions,
} from './open-test-application.ts';
export { ports } from './ports.ts';
export { type ProcessSettings, parseProcessSettings } from './process-settings.ts';
export { productionProblems } from './production.ts';
export { isLoopback } from './public-url.ts';
export { rowsAtOnce } from './rows-at-once.ts';
export { schemaSteps } from './schema-steps.ts';
export { settings } from './settings.ts';
export type { Violation } from './violation.ts';
