import { afterFailure } from '@tenantry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('a message that was not delivered', () => {
  const failed = fc.record({ id: fc.uuid(), fence: fc.nat(), attempts: fc.nat({ max: 30 }) });

  it('is tried 12 times, each time after a longer wait of at most 6 hours', () => {
    fc.assert(
      fc.property(
        failed,
        fc.date({ noInvalidDate: true, max: new Date('9999-01-01') }),
        (delivery, now) => {
          const { id, fence, attempts } = delivery;
          const settled = afterFailure(delivery, now);
          const at = new Date(now.getTime() + Math.min(30 * 2 ** attempts, 21_600) * 1000);
          expect(settled).toEqual(
            attempts >= 11
              ? { id, fence, state: 'undeliverable' }
              : { id, fence, state: 'retry', at },
          );
        },
      ),
    );
  });
});
