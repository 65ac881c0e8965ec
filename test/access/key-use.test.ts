import { setImmediate } from 'node:timers/promises';
import { type AccessWrites, createApplication, type Telemetry } from '@tenantry/domain';
import { describe, expect, it, onTestFinished } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { inMemory, openHouse } from './house.ts';
import { storeWith } from './store-with.ts';

/** A use of a key, and a store that notes it in another way. */
const begin = async (noteKeyUse: AccessWrites['noteKeyUse'], telemetry?: Telemetry) => {
  const { app, master, ports } = await openHouse(inMemory);
  const { text } = expectOk(await app.keys.create({}, { caller: master }));
  const persistence = storeWith(ports.persistence, { writes: () => ({ noteKeyUse }) });
  const told = telemetry === undefined ? {} : { telemetry };
  const settings = { publicUrl: 'https://tenantry.test' };
  const { keys } = createApplication({ ...ports, ...told, persistence }, settings);
  return async () => expectOk(await keys.authenticate({ key: text?.reveal() ?? '' }));
};

/** Until whatever was begun has come to its end. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await setImmediate();
};

describe('the use of a key', () => {
  it('is noted once, however often it is used meanwhile', async () => {
    let noted = 0;
    const held = Promise.withResolvers<void>();
    const use = await begin(async () => {
      noted += 1;
      await held.promise;
    });
    for (let time = 0; time < 5; time++) await use();
    held.resolve();
    await settled();
    expect(noted).toBe(1);
    // Nothing has come of it here: the next use is noted as the first was.
    await use();
    await settled();
    expect(noted).toBe(2);
  });

  it('goes on where it cannot be noted, which is told and tried again', async () => {
    const fault = new Error('the disk is full');
    const lines: unknown[] = [];
    const use = await begin(() => Promise.reject(fault), {
      log: (...line) => lines.push(line),
      count: () => undefined,
    });
    const line = ['warn', 'use of a key not noted', { fault }];
    for (const told of [[line], [line, line]]) {
      await use();
      await settled();
      expect(lines).toEqual(told);
    }
  });

  it('goes on where it cannot be noted and nobody is to be told', async () => {
    const unhandled: unknown[] = [];
    const listen = (fault: unknown) => unhandled.push(fault);
    process.on('unhandledRejection', listen);
    onTestFinished(() => void process.off('unhandledRejection', listen));
    const use = await begin(() => Promise.reject(new Error('the disk is full')));
    await use();
    await settled();
    expect(unhandled).toEqual([]);
  });
});
