import { Overtaken, repositories } from '@tenantry/sql';
import { expect, it } from 'vitest';
import { postgresFlavour } from './flavour.ts';
import { hostRules } from './host-rules.ts';

it('a unit in a host’s transaction is run again where its savepoint has undone it all', () => {
  const { mayRunAgain } = hostRules(repositories(postgresFlavour, { prefix: '' }));
  const coded = (code: string) => Object.assign(new Error('said'), { code });
  expect(
    [new Overtaken('x'), coded('23505'), coded('23503'), coded('40001'), coded('40P01')].map(
      mayRunAgain,
    ),
  ).toEqual([true, true, true, false, false]);
});
