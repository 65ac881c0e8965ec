import { expect, it } from 'vitest';
import { endingOf } from './ending.ts';
import { EndedOtherwise, exitCodes } from './exit.ts';

it('calls no ending a fault but a fault', async () => {
  const kinds = await Promise.all(
    Object.values(exitCodes).map(async (code) => {
      const { kind } = await endingOf(new EndedOtherwise(code, 'ended'));
      return [code, kind];
    }),
  );
  expect(kinds.filter(([, kind]) => kind === 'Fault')).toEqual([[exitCodes.fault, 'Fault']]);
  expect(Object.fromEntries(kinds)).toMatchObject({
    [exitCodes.invalid]: 'Invalid',
    [exitCodes.busy]: 'Unavailable',
    [exitCodes.partly]: 'Partly',
  });
});
