import { type Application, as, type Presented } from '@tenantry/domain';
import type { Key, Model } from './model.ts';

type Keys = Pick<Application['keys'], 'authenticate' | 'list'>;

const mostReads = 10_000;
/** What a store that was busy has not noted, it notes at another use. */
const readsToAnotherUse = 100;

/**
 * Authenticates by a key, and waits until the store knows that it was used: nobody else waits for
 * that, and the text of a key is shown again until then.
 */
export const noting =
  (keys: Keys, model: Model): Keys['authenticate'] =>
  async (presented: Presented) => {
    const answer = await keys.authenticate(presented);
    const key = model.keys.find(({ text }) => text === presented.key);
    if (answer.ok && key !== undefined && key.isUsed !== true) {
      await noted(keys, key, presented);
      key.isUsed = true;
    }
    return answer;
  };

async function noted(keys: Keys, { id, accountId }: Key, presented: Presented): Promise<void> {
  const operator = { caller: as.operator('tale') };
  for (let reads = 1; reads < mostReads; reads++) {
    if (reads % readsToAnotherUse === 0) await keys.authenticate(presented);
    const listed = await keys.list({ account: accountId, limit: 200 }, operator);
    const found = listed.ok ? listed.value.items.find((key) => key.id === id) : undefined;
    if (found?.lastUsedAt !== undefined) return;
  }
  throw new Error(`the use of the key ${id} is never noted`);
}
