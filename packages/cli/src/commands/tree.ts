import { type AccountView, depthOf, parentIdOf } from '@tenantry/domain';
import { accountsBelow } from '../application/accounts-below.ts';
import { asReader } from '../application/as-operator.ts';
import { accountNamed } from '../application/named-account.ts';
import { valueOf } from '../ending/exit.ts';
import type { Flags, Json } from '../said/flags.ts';
import { unparsed } from '../said/unparsed.ts';
import { onOneLine } from '../terminal/on-one-line.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

/** Shows an account and all beneath it, parents first. */
export const tree = async (
  account: string | undefined,
  { json }: Json,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asReader(flags, surroundings, async (app, context) => {
    const below = await accountNamed(app, account, context);
    const nodes = accountsBelow(app, below, context);
    const { out, screens } = surroundings;
    if (json !== true && screens?.out.columns !== undefined) {
      const { drawTree } = await import('../terminal/tree-drawn.ts');
      const goesOn = async (node: AccountView): Promise<boolean> => {
        const page = { account: unparsed<string>(parentIdOf(node)), after: node.id, limit: 1 };
        return valueOf(await app.accounts.children(page, context)).items.length > 0;
      };
      await drawTree(nodes, goesOn, surroundings, screens.out);
      return;
    }
    let top: number | undefined;
    for await (const node of nodes) {
      top ??= depthOf(node);
      out(json === true ? `${jsonOf(node)}\n` : lineOf(node, top));
    }
  });

const jsonOf = (node: AccountView): string =>
  JSON.stringify({
    id: node.id,
    number: node.number,
    kind: node.kind,
    name: node.name,
    status: node.status,
    effectiveStatus: node.effectiveStatus,
    parentId: parentIdOf(node) ?? null,
    depth: depthOf(node),
  });

const lineOf = (node: AccountView, top: number): string => {
  const status = node.effectiveStatus === 'active' ? '' : ` [${node.effectiveStatus}]`;
  return `${'  '.repeat(depthOf(node) - top)}${node.number} ${onOneLine(node.name)} (${node.kind})${status}\n`;
};
