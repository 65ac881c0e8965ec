import { posix } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const Names = z.record(z.string(), z.string()).default({});

const Locked = z.record(z.string(), z.object({ version: z.string() })).default({});

const Lockfile = z.object({
  importers: z.record(z.string(), z.object({ dependencies: Locked, optionalDependencies: Locked })),
  packages: z.record(
    z.string(),
    z.object({
      resolution: z.looseObject({
        integrity: z.string().optional(),
        tarball: z.string().optional(),
      }),
    }),
  ),
  snapshots: z.record(z.string(), z.object({ dependencies: Names, optionalDependencies: Names })),
});

/** As much of `pnpm-lock.yaml` as the rules are about. */
export type Lockfile = z.infer<typeof Lockfile>;

export const parseLockfile = (text: string): Lockfile => Lockfile.parse(parse(text));

/** Every package whose content is not fixed by a strong hash, or comes from who knows where. */
export const lockfileFaults = ({ packages }: Lockfile): readonly string[] =>
  Object.entries(packages).flatMap(([name, { resolution }]) => [
    ...(/^sha512-[\w+/]{86}==$/.test(resolution.integrity ?? '') ? [] : [`${name}: no integrity`]),
    ...(Object.keys(resolution).every((key) => key === 'integrity')
      ? []
      : [`${name}: not from the registry`]),
  ]);

/**
 * The names of other people's packages that come with a package of ours where it runs. Of the
 * optional ones, binaries for one platform each, a machine has one: they are left out.
 */
export const runtimeGraph = (lockfile: Lockfile, folder: string): readonly string[] => {
  const seen = new Set<string>();
  const visit = (key: string): void => {
    if (seen.has(key)) return;
    seen.add(key);
    dependenciesOf(lockfile, key).forEach(visit);
  };
  visit(folder);
  const names = [...seen].filter((key) => key in lockfile.snapshots).map(nameOf);
  return [...new Set(names)].toSorted();
};

/** What a package needs, as keys of the lockfile: folders of ours, `name@version` of others. */
const dependenciesOf = ({ importers, snapshots }: Lockfile, key: string): readonly string[] => {
  const importer = importers[key];
  if (importer)
    return Object.entries(importer.dependencies).map(([name, { version }]) =>
      version.startsWith('link:')
        ? posix.join(key, version.slice('link:'.length))
        : keyOf(name, version),
    );
  return Object.entries(snapshots[key]?.dependencies ?? {}).map(([name, version]) =>
    keyOf(name, version),
  );
};

/** An alias is locked with the name of what it stands for. */
const keyOf = (name: string, version: string): string =>
  /^\d/.test(version) ? `${name}@${version}` : version;

const nameOf = (key: string): string => key.slice(0, key.indexOf('@', 1));
