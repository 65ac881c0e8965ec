import type { Persistence, Result, Unit } from '@tenantry/domain';

/** Runs a unit that has to be committed; answers what its work did. */
export const commit = async <T>(
  store: Persistence,
  work: (unit: Unit) => Promise<Result<T, unknown>>,
): Promise<T> => {
  const answer = await store.transact(work);
  if (!answer.ok) throw new Error('a unit had to be committed', { cause: answer.error });
  return answer.value;
};
