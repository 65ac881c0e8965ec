export type { ApplicationConfig } from './application-config.ts';
export { parseDatabaseUrl } from './database-url.ts';
export { type OpenApplication, openApplication } from './open-application.ts';
export { type ProcessSettings, parseProcessSettings } from './process-settings.ts';
export { productionProblems } from './production.ts';
export { isLoopback } from './public-url.ts';
export { settings } from './settings.ts';
export { migrateStore } from './stores.ts';
