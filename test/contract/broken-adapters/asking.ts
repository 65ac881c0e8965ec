import type { Unit, View } from '@tenantry/domain';

type Answer = (method: PropertyKey, given: readonly unknown[]) => Promise<unknown>;

/** A repository with the methods of a sample, each of which is answered by another. */
export const asking = <Port extends object>(sample: Port, answer: Answer): Port =>
  new Proxy(sample, {
    get:
      (_, method) =>
      (...given: readonly unknown[]) =>
        answer(method, given),
  });

/** As `asking`, for all that a read is handed; `pick` finds the repository of a view. */
export const askingView = (
  sample: View,
  answer: (pick: (view: View) => object, ...asked: Parameters<Answer>) => Promise<unknown>,
): View => ({
  accounts: asking(sample.accounts, (...asked) => answer(({ accounts }) => accounts, ...asked)),
  access: asking(sample.access, (...asked) => answer(({ access }) => access, ...asked)),
  deliveries: asking(sample.deliveries, (...asked) => answer((view) => view.deliveries, ...asked)),
  records: asking(sample.records, (...asked) => answer(({ records }) => records, ...asked)),
});

export const askingUnit = (
  sample: Unit,
  answer: (pick: (unit: Unit) => object, ...asked: Parameters<Answer>) => Promise<unknown>,
): Unit => ({
  accounts: asking(sample.accounts, (...asked) => answer(({ accounts }) => accounts, ...asked)),
  access: asking(sample.access, (...asked) => answer(({ access }) => access, ...asked)),
  deliveries: asking(sample.deliveries, (...asked) => answer((unit) => unit.deliveries, ...asked)),
  records: asking(sample.records, (...asked) => answer(({ records }) => records, ...asked)),
});

export const invoke = async (
  repository: unknown,
  method: PropertyKey,
  given: readonly unknown[],
): Promise<unknown> => {
  if (typeof repository !== 'object' || repository === null) throw new Error('no repository');
  const called: unknown = Reflect.get(repository, method);
  if (typeof called !== 'function') throw new Error(`no method ${String(method)}`);
  return Reflect.apply(called, repository, given);
};
