import type { AccountId } from '../values/ids.ts';
import type { AppName } from '../values/names.ts';

/** Something that an account runs; its name is the only one in that account. */
export interface App {
  readonly id: string;
  readonly accountId: AccountId;
  readonly name: AppName;
  readonly createdAt: Date;
}
