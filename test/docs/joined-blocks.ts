/** What is imported from one module: `* as` is not known here. */
interface Imported {
  readonly byDefault: Set<string>;
  readonly named: Set<string>;
}

/**
 * Several modules as one: what they import is imported once, and each has a scope of its own. To start
 * a process, and to load what they all need, takes longer than to run them.
 */
export const joinedBlocks = (blocks: readonly string[]): string => {
  const imported = new Map<string, Imported>();
  const bodies = blocks.map((block) =>
    block.replaceAll(
      /^import (\w+)?(?:, )?(?:\{([^}]*)\})? ?from '([^']+)';\n/gm,
      (_, one = '', names = '', module = '') => {
        const known = imported.get(module) ?? { byDefault: new Set(), named: new Set() };
        imported.set(module, known);
        if (one !== '') known.byDefault.add(one);
        for (const name of names.split(',')) if (name.trim() !== '') known.named.add(name.trim());
        return '';
      },
    ),
  );
  const lines = [...imported].map(([module, { byDefault, named }]) => {
    const names = named.size > 0 ? [`{ ${[...named].join(', ')} }`] : [];
    return `import ${[...byDefault, ...names].join(', ')} from '${module}';`;
  });
  return [...lines, ...bodies.map((body) => `{\n${body}}`)].join('\n');
};
