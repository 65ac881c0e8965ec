import { openApplication } from '@tenantry/container';
import type { Application } from '@tenantry/domain';
import { expect, it } from 'vitest';
import { figuresOf } from './figures.ts';

it('what is measured is made, and an installation that has something in it is none to measure', async () => {
  const { app, close } = await openApplication({
    database: 'memory:',
    publicUrl: 'http://localhost:8080',
    secret: 'of no use to anybody, 32 bytes long',
  });
  let clock = 0;
  const milliseconds = () => (clock += 500);
  const figures = await figuresOf(app, { count: 3, milliseconds });
  expect(figures.map(({ perSecond }) => perSecond)).toEqual([6, 6, 6]);
  const context = { caller: app.as.operator('tester') };
  const [master] = (await masters(app)).map(({ id }) => id);
  const made = await app.accounts.children({ account: master ?? '' }, context);
  expect(made.ok && made.value.items).toHaveLength(7);
  await expect(figuresOf(app, { count: 3, milliseconds })).rejects.toThrow('AlreadyInitialised');
  await close();
});

const masters = async (app: Application) => {
  const found = await app.accounts.masters({}, { caller: app.as.operator('tester') });
  return found.ok ? found.value : [];
};
