import type { Codec } from '../idempotency/attempt.ts';
import { datedAccount } from '../idempotency/dated.ts';
import { restoreJson } from '../restore.ts';
import type { AccountView } from './view.ts';

/** An account as text and back, for the result of an attempt that may be made again. */
export const accountCodec: Codec<AccountView> = {
  accountOf: ({ id }) => id,
  write: (view) => JSON.stringify(view),
  read: (text) => {
    const view = restoreJson<AccountView>(text);
    return { ...datedAccount(view), effectiveStatus: view.effectiveStatus };
  },
};
