import {
  cruise,
  getAvailableTranspilers,
  type ICruiseResult,
  type IForbiddenRuleType,
} from 'dependency-cruiser';
import extractDepcruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import { repository, sourcesOf } from './sources.ts';

/** What the rules found in a tree of source files. */
export interface WallReport {
  /** How many of the tree's own source files were read. */
  readonly modules: number;
  /** How many imports they have. */
  readonly dependencies: number;
  readonly violations: readonly Violation[];
  /** Source files that were there and were not read: the rules say nothing of them. */
  readonly unread: readonly string[];
  /** Whether a compiler read them. Without one imports are guessed at, and some passed over. */
  readonly compiled: boolean;
}

export interface Violation {
  readonly rule: string;
  readonly from: string;
  /** What is imported; for a cycle, the way back. */
  readonly to: string;
}

/** One import as the cruise saw it. `types`: what kind of import it is. */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly types: readonly string[];
}

/** Whether nothing is wrong, and whether it was looked at. */
export const stands = ({ compiled, modules, unread, violations }: WallReport): boolean =>
  compiled && modules > 0 && unread.length === 0 && violations.length === 0;

const readConfig = () => extractDepcruiseConfig(`${repository}.dependency-cruiser.mjs`);

/** The name of every rule there is. */
export const ruleNames = async (): Promise<readonly string[]> => {
  const { forbidden = [] } = await readConfig();
  return forbidden.map(({ name = '' }: IForbiddenRuleType) => name);
};

/** Reads every source file beneath `root` and holds its imports against the rules. */
export const cruiseWalls = async (
  root: string,
): Promise<WallReport & { readonly imports: readonly Import[] }> => {
  const sources = sourcesOf(root);
  const { forbidden = [], options = {} } = await readConfig();
  const { output } = await cruise([...sources], {
    ...options,
    baseDir: root,
    validate: true,
    ruleSet: { forbidden },
  });
  if (typeof output === 'string') throw new Error('dependency-cruiser answered a text');
  return reportOf(output, sources);
};

const reportOf = ({ modules, summary }: ICruiseResult, sources: readonly string[]) => {
  const own = new Set(sources);
  const read = modules.filter(({ source }) => own.has(source));
  const imports = read.flatMap(({ dependencies, source }) =>
    dependencies.map(({ dependencyTypes, resolved }) => ({
      from: source,
      to: resolved,
      types: dependencyTypes,
    })),
  );
  const seen = new Set(read.map(({ source }) => source));
  return {
    modules: read.length,
    dependencies: imports.length,
    violations: summary.violations.map(({ cycle, from, rule, to }) => ({
      rule: rule.name,
      from,
      to: cycle ? cycle.map(({ name }) => name).join(' -> ') : to,
    })),
    unread: sources.filter((source) => !seen.has(source)),
    compiled: getAvailableTranspilers().some((it) => it.name === 'typescript' && it.available),
    imports,
  };
};
