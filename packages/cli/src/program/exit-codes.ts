import { exitCodes } from '../ending/exit.ts';

/** What each exit code means, as help and the documents have it. */
export const exitMeanings: readonly (readonly [code: number, meaning: string])[] = [
  [exitCodes.ok, 'done'],
  [exitCodes.fault, 'a fault'],
  [exitCodes.usage, 'called in a way that it cannot be, or with settings that cannot be'],
  [exitCodes.cancelled, 'cancelled: the answer to a question was no, or none'],
  [exitCodes.notAuthorised, 'not authorised, or a key or password that is wrong'],
  [exitCodes.notFound, 'no such account, member, key or message'],
  [exitCodes.conflict, 'in conflict with what is stored'],
  [exitCodes.invalid, 'invalid input; every fault is named'],
  [exitCodes.busy, 'busy, tried too often, or the database is away: try again'],
  [exitCodes.partly, 'done in part'],
  [exitCodes.interrupted, 'interrupted'],
];

export const exitCodesText = (): string =>
  [
    'Exit codes:',
    ...exitMeanings.map(([code, means]) => `  ${String(code).padEnd(5)}${means}`),
    '',
  ].join('\n');
