/** How one unit, or one read, stands on its connection, whatever the database. */
export interface UnitState {
  /** Throws where no statement may follow any more. */
  demandLive(): void;
  isLive(): boolean;
  /** Nothing may follow, whatever came of it. */
  end(): void;
  /** After a fault: nothing may follow, and the unit cannot be committed. The first one counts. */
  failed(fault: unknown): void;
  /** The same after a conflict, or whatever else was answered and not thrown. */
  spend(): void;
  /** The fault that spent it; undefined where there was none, or it was made an answer. */
  fault(): unknown;
  /** Throws where it was spent. */
  demandUnspent(): void;
}

export const unitState = (): UnitState => {
  let live = true;
  let spent: { readonly by: unknown } | undefined;
  return {
    demandLive: () => {
      if (!live) throw new Error('this unit is over: a statement came after its end');
      if (spent !== undefined)
        throw new Error('this unit met a conflict or a fault: nothing may follow');
    },
    isLive: () => live,
    end: () => {
      live = false;
    },
    failed: (fault) => {
      spent ??= { by: fault };
    },
    spend: () => {
      spent = { by: undefined };
    },
    fault: () => spent?.by,
    demandUnspent: () => {
      if (spent !== undefined)
        throw new Error('a unit that met a conflict or a fault cannot be committed', {
          cause: spent.by,
        });
    },
  };
};
