import { readFileSync } from 'node:fs';
import { err, ok, type Result } from '@tenantry/domain';
import { type FlagKey, type SettingKey, settings } from './settings.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Texts by the key of their setting; an empty one is none. */
export type FlagTexts = { readonly [Key in FlagKey]?: string | undefined };

export interface Sources {
  /** What one command takes where nothing is said, instead of the table's defaults. */
  readonly defaults?: FlagTexts;
  /** Reads the file that stands for a setting; from the file system where nothing is said. */
  readonly readFile?: (path: string) => string;
}

export interface SettingTexts {
  readonly texts: { readonly [Key in SettingKey]?: string };
  readonly problems: readonly string[];
}

/** What was said of each setting: by a flag, else in the environment, else by default. */
export const settingTexts = (
  environment: Environment,
  flags: FlagTexts,
  { defaults = {}, readFile = (path) => readFileSync(path, 'utf8') }: Sources,
): SettingTexts => {
  const texts: { [Key in SettingKey]?: string } = {};
  const problems: string[] = [];
  for (const setting of settings) {
    const { key, name } = setting;
    const flag = 'secret' in setting ? undefined : said(flags[setting.key]);
    const byDefault = 'secret' in setting ? undefined : said(defaults[setting.key]);
    const found =
      flag !== undefined
        ? ok(flag)
        : 'file' in setting
          ? filedText(name, environment, readFile)
          : ok(said(environment[name]));
    if (!found.ok) problems.push(found.error);
    // What is told as a problem is not told as missing besides.
    const text = (found.ok ? found.value : undefined) ?? byDefault ?? fixedDefault(setting);
    if (text !== undefined) texts[key] = text;
  }
  return { texts, problems };
};

const said = (text: string | undefined): string | undefined => text?.trim() || undefined;

/** The public URL is made of other settings where nothing is said. */
const fixedDefault = (setting: (typeof settings)[number]): string | undefined =>
  'default' in setting && setting.key !== 'publicUrl' ? setting.default : undefined;

/** What was said, or what stands in the file that was named instead. */
function filedText(
  name: string,
  environment: Environment,
  readFile: (path: string) => string,
): Result<string | undefined, string> {
  const text = said(environment[name]);
  const file = said(environment[`${name}_FILE`]);
  if (file === undefined) return ok(text);
  if (text !== undefined) return err(`${name}: give it, or ${name}_FILE, but not both`);
  try {
    return ok(said(readFile(file)) ?? '');
  } catch (fault) {
    // The message of the fault holds the path, which a slip of the hand makes the secret.
    const code: unknown = fault instanceof Error ? Reflect.get(fault, 'code') : undefined;
    return err(`${name}_FILE: cannot be read (${typeof code === 'string' ? code : 'unknown'})`);
  }
}
