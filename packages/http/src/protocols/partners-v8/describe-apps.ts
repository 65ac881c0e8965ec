import type { Application } from '@tenantry/domain';
import type { Description } from '../../description.ts';
import { everyKind, type KindsOf, type UnprovenBy } from '../../openapi/kinds.ts';
import { cannotList, headers, part, path } from './describe.ts';
import { sampleApp, sampleApps } from './samples.ts';
import { Apps, CreateAppRequest, CreatedApp } from './schemas.ts';

/** Creating an app. */
export const creatingApp: Description = {
  id: 'createApp',
  summary: 'Create an app',
  description: 'Creates an app in this account: as many as wanted, each under its own name.',
  proofs: ['bearer'],
  power: 'provision',
  path,
  headers,
  body: {
    'application/json': { schema: CreateAppRequest, examples: { app: { name: 'Newsletter' } } },
  },
  answers: {
    200: {
      description: 'The app was created.',
      content: { 'application/json': { schema: CreatedApp, examples: { app: sampleApp } } },
    },
  },
  failures: everyKind<UnprovenBy['token'] | KindsOf<Application['apps']['create']>>()([
    'Invalid',
    'NotAuthenticated',
    'NotPermitted',
    'AccountNotFound',
    'AccountClosed',
    'AppNameTaken',
    'IdempotencyKeyReused',
    'InProgress',
    'Unavailable',
  ]),
};

/** Listing apps. */
export const listingApps: Description = {
  id: 'listApps',
  summary: 'List apps',
  description: 'The apps of this account, the oldest first.',
  proofs: ['bearer'],
  power: 'read',
  path,
  query: part,
  answers: {
    200: {
      description: 'A page of them.',
      content: { 'application/json': { schema: Apps, examples: { one: sampleApps } } },
    },
  },
  failures: cannotList,
};
