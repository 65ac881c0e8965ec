import { createCustomerInputs, createPartnerInputs, openRegisterInputs } from '@tenantry/testing';
import fc from 'fast-check';
import {
  type Installation,
  initialised,
  linesOf,
  tenantry,
} from 'tenantry/src/in-process.test.kit.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { rounds } from '../rounds.ts';

/** A row whose parent is one of those before it, or none. */
interface TreeRow {
  readonly kind: string;
  readonly parent: number;
  readonly isSuspended: boolean;
  readonly command: object;
}

const kindsBeneath: Readonly<Record<string, readonly string[]>> = {
  master: ['customer', 'partner', 'registered'],
  partner: ['customer', 'partner', 'registered'],
  customer: ['customer'],
  registered: ['registered'],
};

const treeRows = (): fc.Arbitrary<readonly TreeRow[]> =>
  fc
    .array(
      fc.record({
        choice: fc.nat({ max: 2 }),
        parent: fc.nat({ max: 5 }),
        isSuspended: fc.boolean(),
        customer: createCustomerInputs({ maxUsers: 3 }),
        partner: createPartnerInputs(),
        registered: openRegisterInputs(),
      }),
      { minLength: 4, maxLength: 12 },
    )
    .map((drafts) => {
      const kinds = ['master'];
      return drafts.map(({ choice, parent, isSuspended, ...commands }) => {
        const above = parent % kinds.length;
        const possible = kindsBeneath[kinds[above] ?? 'master'] ?? [];
        const kind = possible[choice % possible.length] ?? 'customer';
        kinds.push(kind);
        return { kind, parent: above, isSuspended, command: commandOf(kind, commands) };
      });
    });

const commandOf = (
  kind: string,
  { customer, partner, registered }: { customer: object; partner: object; registered: object },
): object => {
  if (kind === 'customer') return customer;
  if (kind === 'registered') return { ...registered, parent: undefined, mayHaveSubAccounts: true };
  const { verificationPhrase: _, ...rest } = Object.assign({ verificationPhrase: '' }, partner);
  return { ...rest, isActive: undefined, parent: undefined, parentName: undefined };
};

/** The file that makes a tree; configurations are written as they are. */
const fileOf = (rows: readonly TreeRow[]): string =>
  rows
    .map(({ kind, parent, isSuspended, command }, at) => {
      const { configurations, ...rest } = Object.assign({ configurations: '{}' }, command);
      const row = JSON.stringify({
        kind,
        key: `${at + 1}`,
        ...(parent === 0 ? {} : { parentKey: `${parent}` }),
        ...(isSuspended ? { status: 'suspended' } : {}),
        ...rest,
      });
      const text = configurations.replaceAll(/[\r\n]/g, ' ');
      return `${row.slice(0, -1)},"configurations":${text}}`.replace(
        kind === 'customer' ? /$^/ : /,"configurations":\{\}\}$/,
        '}',
      );
    })
    .join('\n');

const exported = async (here: Installation): Promise<readonly string[]> => {
  const { code, out } = await tenantry(here, ['export']);
  expect(code).toBe(0);
  return linesOf(out);
};

/** The tree that rows stand for, without their keys and whichever of two siblings comes first. */
const treeOf = (lines: readonly string[]): readonly string[] => {
  const rows = lines.map((line) => {
    const { key, parentKey }: { key: string; parentKey?: string } = JSON.parse(line);
    return { key, parentKey, text: line.replace(/,"key":"[^"]*"(,"parentKey":"[^"]*")?/, '') };
  });
  const beneath = (parent: string | undefined): readonly string[] =>
    rows
      .filter(({ parentKey }) => parentKey === parent)
      .map(({ key, text }) => [text, ...beneath(key).map((line) => `  ${line}`)].join('\n'))
      .toSorted();
  return beneath(undefined);
};

describe('import and export', () => {
  it('are each the other turned round, but for keys', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(treeRows(), async (rows) => {
        const [one, other] = [await initialised(onTestFinished), await initialised(onTestFinished)];
        const made = await tenantry(one, ['import', '-'], fileOf(rows));
        // What rows want of one another may be taken: enough of them are made.
        expect([0, 9]).toContain(made.code);
        const first = await exported(one);
        expect(first.length).toBeGreaterThan(0);
        const again = await tenantry(other, ['import', '-'], first.join('\n'));
        expect(again).toMatchObject({ code: 0 });
        expect(treeOf(await exported(other))).toEqual(treeOf(first));
      }),
      { numRuns: rounds(3), endOnFailure: true },
    );
  });

  it('end any bytes whatever by an exit code, and never otherwise', {
    timeout: 600_000,
  }, async () => {
    const here = await initialised(onTestFinished);
    const pieces = fc.constantFrom(
      '{"kind":"customer","name":"A"}',
      'kind,name,users.0.name,configurations.a\n',
      'kind;name\n',
      '"',
      ',',
      ';',
      '\r\n',
      '{',
      '[',
      'customer',
      '\ufeff',
      '"configurations":{"a":1e400}',
      '{"kind":"registered","email":"a@example.com","password":null}',
      '\0',
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .array(fc.oneof(pieces, fc.string()), { maxLength: 20 })
        .map((all) => Buffer.from(all.join(''))),
    );
    const words = fc.constantFrom<readonly string[]>(
      [],
      ['--format', 'csv'],
      ['--format', 'ndjson'],
    );
    await fc.assert(
      fc.asyncProperty(bytes, words, async (input, more) => {
        const { code, out, said } = await tenantry(
          here,
          ['import', '-', '--json', '--dry-run', ...more],
          input,
        );
        expect([0, 7, 9]).toContain(code);
        for (const line of linesOf(out)) expect(JSON.parse(line).row).toBeGreaterThan(0);
        expect(linesOf(said).length).toBe(1);
        expect(said).not.toMatch(/^\s+at /m);
      }),
      { numRuns: rounds(20), endOnFailure: true },
    );
  });
});
