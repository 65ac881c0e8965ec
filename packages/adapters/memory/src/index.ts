export { type FixedClock, fixedClock } from './clock.ts';
export { countingIds } from './ids.ts';
export { memoryPersistence } from './persistence.ts';
