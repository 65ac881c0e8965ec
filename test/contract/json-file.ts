import { join } from 'node:path';
import { defaultPolicy, err, type Installation, type Persistence } from '@tenantry/domain';
import { emptyFolder } from '../cli/folder.ts';

export const emptyFile = (): string => join(emptyFolder(), 'accounts.json');

export const installation: Installation = {
  policy: defaultPolicy,
  secretCheck: 'a check',
  createdAt: new Date(0),
};

export const install = (store: Persistence) =>
  store.transact(({ records }) => records.addInstallation(installation));

export const installed = (store: Persistence) =>
  store.read(({ records }) => records.installation());

export const unavailable = err({ kind: 'Unavailable', retryAfter: 1 });
