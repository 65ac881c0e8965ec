import type { AccountView } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { unparsed } from '../said/unparsed.ts';
import { drawTree } from './tree-drawn.ts';

/** A tree of names; what an account is besides is told by its name. */
interface Tree {
  readonly name: string;
  readonly beneath?: readonly Tree[];
  readonly status?: string;
  readonly effectiveStatus?: string;
}

interface Placed {
  readonly view: AccountView;
  readonly isLast: boolean;
}

/** All of a tree, parents first, beneath an account that is itself beneath two others. */
const placed = (
  { name, beneath = [], status = 'active', effectiveStatus = status }: Tree,
  ancestors: readonly string[] = ['a', 'b'],
  isLast = true,
): readonly Placed[] => [
  {
    isLast,
    view: unparsed<AccountView>({
      id: name,
      number: 7,
      name,
      kind: 'customer',
      ancestors,
      status,
      effectiveStatus,
    }),
  },
  ...beneath.flatMap((tree, at) => placed(tree, [...ancestors, name], at === beneath.length - 1)),
];

const drawn = async (tree: Tree, columns = 60, isUtf8 = true) => {
  const all = placed(tree);
  let text = '';
  let asked = 0;
  await drawTree(
    (async function* () {
      yield* all.map(({ view }) => view);
    })(),
    async (node) => {
      asked++;
      return all.find(({ view }) => view === node)?.isLast === false;
    },
    {
      out: (line) => {
        text += line;
      },
    },
    { columns, isColoured: false, isUtf8 },
  );
  return { text, asked };
};

describe('a tree on a terminal', () => {
  it('has a branch for each account, and tells what it is', async () => {
    const root: Tree = {
      name: 'Root',
      beneath: [
        {
          name: 'A',
          status: 'suspended',
          beneath: [
            { name: 'B', effectiveStatus: 'suspended', beneath: [{ name: 'C' }] },
            { name: 'D', status: 'suspended', effectiveStatus: 'closed' },
          ],
        },
        { name: '東京', status: 'closed' },
      ],
    };
    const { text, asked } = await drawn(root);
    expect(text).toBe(
      [
        'Root (customer 7)',
        '├── A (customer 7) suspended',
        '│   ├── B (customer 7) suspended from above',
        '│   │   └── C (customer 7)',
        '│   └── D (customer 7) closed from above, itself suspended',
        '└── 東京 (customer 7) closed',
        '',
      ].join('\n'),
    );
    expect(asked).toBe(0);
    expect((await drawn(root, 60, false)).text).toContain('|   `-- D');
  });

  it('is as wide as the terminal at most, and what a name holds does not drive it', async () => {
    const name = `東京\u202e\u001b[2J${'名'.repeat(40)}`;
    const { text } = await drawn({ name: 'R', beneath: [{ name }] }, 40);
    expect(text.split('\n')[1]).toBe(`└── 東京 [2J${'名'.repeat(6)}… (customer 7)`);
    expect((await drawn({ name: 'R', beneath: [{ name }] }, 10)).text).toContain('… (customer 7)');
  });

  it('is right however far away the next account of a level is', async () => {
    // 1,111 accounts of which the first of each level have most of what is beneath.
    const tree = (name: string, levels: number): Tree => ({
      name,
      beneath:
        levels === 0 ? [] : Array.from({ length: 10 }, (_, at) => tree(`${name}${at}`, levels - 1)),
    });
    const lopsided: Tree = {
      name: 'top',
      beneath: [tree('x', 3), { name: 'last', beneath: [tree('y', 2)] }],
    };
    const stems: string[] = [];
    const stem = ({ beneath = [] }: Tree, before: string, own: string): void => {
      stems.push(before + own);
      const past = own === '' ? '' : own === '└── ' ? '    ' : '│   ';
      for (const [at, below] of beneath.entries())
        stem(below, before + past, at === beneath.length - 1 ? '└── ' : '├── ');
    };
    stem(lopsided, '', '');
    const { text, asked } = await drawn(lopsided);
    expect(text.split('\n').map((line) => /^[│├└─ ]*/.exec(line)?.[0] ?? '')).toEqual([
      ...stems,
      '',
    ]);
    // A level or so of every two hundred.
    expect(asked).toBeLessThan(20);
    expect(asked).toBeGreaterThan(0);
  });
});
