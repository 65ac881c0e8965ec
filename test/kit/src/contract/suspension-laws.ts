import { type Account, type AccountId, err, ok, type Result } from '@tenantry/domain';
import { demand, same, show } from './expect.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { allEnd } from './meanwhile.ts';
import { addPartner, nextVersion } from './partner-unit.ts';
import { openMaster, stored } from './unit.ts';

const rounds = 8;

/** That no account is opened beneath one whose suspension was acknowledged. */
export const suspensionLaws = (law: StateLaw): readonly Law[] => [
  law(
    'of a suspension and an opening beneath it, who holds second sees the first',
    async (trial) => {
      const master = await openMaster(trial);
      for (let round = 0; round < rounds; round++) await race(trial, master, round);
    },
  ),
];

type Ended = Result<Account, { readonly kind: string }>;

async function race(trial: Trial, master: Account, round: number): Promise<void> {
  const { store, make } = trial;
  const partner = await addPartner(trial, make.partner([master]));
  const { id } = partner.account;

  const open = (): Promise<Ended> =>
    store.transact<Account, { readonly kind: string }>(async ({ accounts }) => {
      const lineage = await accounts.holdLineage('installation', id);
      if (lineage?.at(-1)?.status !== 'active') return err({ kind: 'Inactive' });
      const [first, ...others] = lineage;
      const customer = make.customer([first, ...others], { people: 1 });
      return ok(stored(await accounts.addCustomer(customer)).account);
    });

  /** Answers the accounts that it saw beneath, once it held the partner. */
  const suspend = (): Promise<Result<readonly AccountId[], unknown>> =>
    store.transact(async ({ accounts }) => {
      await accounts.holdForChange('installation', id);
      const children = await accounts.children('installation', id, { limit: 100 });
      const next = nextVersion(partner);
      const account: Account = { ...next.account, status: 'suspended' };
      stored(await accounts.savePartner({ ...next, account }));
      return ok(children.map((child) => child.id));
    });

  const before = Array.from({ length: round % 4 }, open);
  const suspending = suspend();
  const after = Array.from({ length: 4 }, open);
  const [[suspension], openings] = await Promise.all([
    allEnd(trial, [suspending]),
    allEnd(trial, [...before, ...after]),
  ]);
  const late = await open();
  same(late, err({ kind: 'Inactive' }), 'an opening after the suspension was acknowledged');
  demand(suspension?.ok === true, `the suspension ended otherwise: ${show(suspension)}`);
  for (const opening of openings)
    demand(opening.ok || opening.error.kind === 'Inactive', `an opening ended ${show(opening)}`);

  const seen = suspension?.ok === true ? suspension.value.toSorted() : [];
  const opened = openings.flatMap((opening) => (opening.ok ? [opening.value.id] : []));
  same(opened.toSorted(), seen, 'what was opened is not what the suspension saw');
  const there = await store.read(({ accounts }) =>
    accounts.children('installation', id, { limit: 100 }),
  );
  same(
    there.map((child) => child.id),
    seen,
    'what stands beneath the suspended account',
  );
}
