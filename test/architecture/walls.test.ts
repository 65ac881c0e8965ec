import { beforeAll, describe, expect, it } from 'vitest';
import { cruiseWalls, ruleNames, stands } from './cruise-walls.ts';
import { plantFiles, plantWorkspace } from './planted-workspace.ts';
import { harmless, type Plant, plants } from './plants.ts';
import { repository } from './sources.ts';

/** The rules that were found broken, by the file that breaks them. */
const brokenBy = new Map<string, Set<string>>();

beforeAll(async () => {
  const files = [harmless, ...plants.map((plant) => plant.files)].flatMap(Object.entries<string>);
  using workspace = plantWorkspace(Object.fromEntries(files));
  const { violations } = await cruiseWalls(workspace.root);
  for (const { from, rule } of violations)
    brokenBy.set(from, (brokenBy.get(from) ?? new Set()).add(rule));
});

/** What was found in the first file of each plant, and what should have been. */
const foundIn = (of: readonly Plant[]) =>
  of.map(({ files }) => {
    const [file = ''] = Object.keys(files);
    return { file, rules: [...(brokenBy.get(file) ?? [])] };
  });

describe('the rule', () => {
  it.each([...Map.groupBy(plants, ({ rule }) => rule)])(
    '%s, and no other, finds what is planted against it',
    (rule, planted) => {
      expect(foundIn(planted)).toEqual(
        planted.map(({ files }) => ({ file: Object.keys(files)[0], rules: [rule] })),
      );
    },
  );

  it.each(Object.keys(harmless))('leaves %s alone', (file) => {
    expect(brokenBy.get(file)).toBeUndefined();
  });

  it('has something planted against it, whichever it is', async () => {
    expect(new Set(plants.map(({ rule }) => rule))).toEqual(new Set(await ruleNames()));
  });
});

describe('the walls', () => {
  let walls: Awaited<ReturnType<typeof cruiseWalls>>;

  beforeAll(async () => {
    walls = await cruiseWalls(repository);
  });

  it('stand, and every module was looked at', () => {
    expect(walls.violations).toEqual([]);
    expect(walls.unread).toEqual([]);
    expect(stands(walls)).toBe(true);
  });

  it('are made of imports by name, imports of types alone, and of what is dynamic', () => {
    const toDomain = walls.imports.filter(
      ({ from, to }) =>
        from.startsWith('packages/adapters/') && to === 'packages/domain/src/index.ts',
    );
    expect(toDomain).not.toHaveLength(0);
    expect(toDomain.some(({ types }) => types.includes('type-only'))).toBe(true);
    expect(walls.imports.some(({ types }) => types.includes('dynamic-import'))).toBe(true);
    expect(walls.imports.some(({ to }) => to.includes('node_modules/zod/'))).toBe(true);
  });

  it('do not stand in an empty tree', async () => {
    using nothing = plantFiles({});
    const report = await cruiseWalls(nothing.root);
    expect(report.modules).toBe(0);
    expect(stands(report)).toBe(false);
  });

  const sound = { modules: 9, dependencies: 9, violations: [], unread: [], compiled: true };

  it.each([
    ['a rule is broken', { violations: [{ rule: 'x', from: 'a', to: 'b' }] }],
    ['a file was passed over', { unread: ['packages/x.ts'] }],
    ['nothing was read', { modules: 0 }],
    ['no compiler read it', { compiled: false }],
  ])('do not stand where %s', (_, fault) => {
    expect(stands(sound)).toBe(true);
    expect(stands({ ...sound, ...fault })).toBe(false);
  });
});
