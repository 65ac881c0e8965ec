import { type AccountView, depthOf, parentIdOf } from '@tenantry/domain';
import { accountsBelow } from '../accounts-below.ts';
import { asReader } from '../as-operator.ts';
import type { Flags, Json } from '../flags.ts';
import { accountNamed } from '../named-account.ts';
import type { Surroundings } from '../surroundings.ts';

/** Shows an account and all beneath it, parents first. */
export const tree = async (
  account: string | undefined,
  { json }: Json,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asReader(flags, surroundings, async (app, context) => {
    const below = await accountNamed(app, account, context);
    let top: number | undefined;
    for await (const node of accountsBelow(app, below, context)) {
      top ??= depthOf(node);
      surroundings.out(json === true ? `${jsonOf(node)}\n` : lineOf(node, top));
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
  return `${'  '.repeat(depthOf(node) - top)}${node.number} ${node.name} (${node.kind})${status}\n`;
};
