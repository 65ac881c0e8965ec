import { afterFailure } from '@tenantry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('a message that was not delivered', () => {
  const failed = fc.record({ id: fc.uuid(), fence: fc.nat(), attempts: fc.nat({ max: 30 }) });

  it('is tried 12 times, each time after a longer wait of at most 6 hours and a quarter more', () => {
    fc.assert(
      fc.property(
        failed,
        fc.date({ noInvalidDate: true, max: new Date('9999-01-01') }),
        (delivery, now) => {
          const { id, fence, attempts } = delivery;
          const settled = afterFailure(delivery, now);
          const wait = Math.min(30 * 2 ** attempts, 21_600) * 1000;
          if (attempts >= 11) {
            expect(settled).toEqual({ id, fence, state: 'undeliverable', attempts: attempts + 1 });
            return;
          }
          expect(settled).toMatchObject({ id, fence, state: 'retry', attempts: attempts + 1 });
          const waited = 'at' in settled ? settled.at.getTime() - now.getTime() : 0;
          expect(waited).toBeGreaterThanOrEqual(wait);
          expect(waited).toBeLessThanOrEqual(wait * 1.25);
          expect(afterFailure(delivery, now)).toEqual(settled);
        },
      ),
    );
  });
});
