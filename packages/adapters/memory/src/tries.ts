import type { AccessReads, AccessWrites } from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import type { Tables } from './tables.ts';
import { isOver } from './windows.ts';

export const tryReads = ({ tries }: Tables): AtOnce<Pick<AccessReads, 'findTries'>> => ({
  findTries: (lookup, now) => {
    const counted = tries.get(lookup);
    return counted === undefined || isOver(counted, now) ? undefined : counted;
  },
});

export const tryWrites = ({
  tries,
}: Tables): AtOnce<Pick<AccessWrites, 'addTry' | 'removeTry' | 'forgetTries'>> => ({
  addTry: (lookup, until, now) => {
    tries.forget(now);
    const before = tries.get(lookup);
    const counted =
      before === undefined || isOver(before, now)
        ? { count: 1, until }
        : { ...before, count: before.count + 1 };
    tries.set(lookup, counted);
    return counted;
  },

  removeTry: (lookup, until) => {
    const counted = tries.get(lookup);
    if (counted?.until.getTime() !== until.getTime()) return;
    // A window in which nothing counts is none: the next try opens another.
    if (counted.count > 1) tries.set(lookup, { ...counted, count: counted.count - 1 });
    else tries.delete(lookup);
  },

  forgetTries: (lookup) => tries.delete(lookup),
});
