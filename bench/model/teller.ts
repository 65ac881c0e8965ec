import { started } from '../processes.ts';

export type TellQuestion = { readonly prepare: number } | 'ours' | 'theirs';
/** Tales in a second. */
export type TellAnswer = number | undefined;

export interface Teller extends AsyncDisposable {
  /** Tells all tales; answers how many in a second. */
  readonly tell: (to: 'ours' | 'theirs') => Promise<number>;
}

/** Makes so many tales, in a process of its own, and tells them as often as it is asked to. */
export const startTeller = async (tales: number): Promise<Teller> => {
  const telling = started<TellQuestion, TellAnswer>(new URL('telling.ts', import.meta.url));
  try {
    await telling.ask({ prepare: tales });
  } catch (fault) {
    await telling.end();
    throw fault;
  }
  return {
    tell: async (to) => {
      const perSecond = await telling.ask(to);
      if (perSecond === undefined) throw new Error('no tale was told');
      return perSecond;
    },
    [Symbol.asyncDispose]: telling.end,
  };
};
