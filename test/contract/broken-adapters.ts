import type { BrokenAdapter } from './broken-adapters/altered.ts';
import { brokenClearing } from './broken-adapters/clearing.ts';
import { brokenCorrections } from './broken-adapters/corrections.ts';
import { brokenCredentials } from './broken-adapters/credentials.ts';
import { brokenDepths } from './broken-adapters/depths.ts';
import { brokenExactness } from './broken-adapters/exactness.ts';
import { brokenHolds } from './broken-adapters/holds.ts';
import { brokenMail } from './broken-adapters/mail.ts';
import { brokenMoments } from './broken-adapters/moments.ts';
import { brokenOutboxes } from './broken-adapters/outboxes.ts';
import { brokenParallel } from './broken-adapters/parallel.ts';
import { brokenPartners } from './broken-adapters/partners.ts';
import { brokenPlaces } from './broken-adapters/places.ts';
import { brokenReads } from './broken-adapters/reads.ts';
import { brokenRecords } from './broken-adapters/records.ts';
import { brokenReferences } from './broken-adapters/references.ts';
import { brokenRegisters } from './broken-adapters/registers.ts';
import { brokenSearches } from './broken-adapters/searches.ts';
import { brokenSignIn } from './broken-adapters/sign-in.ts';
import { brokenStatuses } from './broken-adapters/statuses.ts';
import { brokenStored } from './broken-adapters/stored.ts';
import { brokenUnits } from './broken-adapters/units.ts';

export const brokenAdapters: readonly BrokenAdapter[] = [
  ...brokenStored,
  ...brokenUnits,
  ...brokenReads,
  ...brokenMail,
  ...brokenOutboxes,
  ...brokenPartners,
  ...brokenRegisters,
  ...brokenCorrections,
  ...brokenReferences,
  ...brokenSearches,
  ...brokenSignIn,
  ...brokenStatuses,
  ...brokenPlaces,
  ...brokenCredentials,
  ...brokenRecords,
  ...brokenClearing,
  ...brokenMoments,
  ...brokenDepths,
  ...brokenExactness,
  ...brokenHolds,
  ...brokenParallel,
];
