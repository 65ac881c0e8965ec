export { type ApplicationConfig, type Migrate, migrations } from './config.ts';
export {
  type Configuration,
  type LogLevel,
  logLevels,
  type ParsedConfiguration,
  parseConfiguration,
} from './configuration.ts';
export { type OpenApplication, openApplication } from './open-application.ts';
export { productionProblems } from './production.ts';
export { isLoopback, parsePublicUrl } from './public-url.ts';
export type { Environment, FlagTexts, Sources } from './setting-texts.ts';
export { type FlagKey, type Setting, type SettingKey, settings } from './settings.ts';
export { migrateStore } from './stores.ts';
