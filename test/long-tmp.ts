import { memoryPersistence } from '@tenantry/memory';
import { followsModel } from '@tenantry/testing';
await followsModel(async () => memoryPersistence(), { numRuns: 6000, maxCommands: 50 });
console.log('fine', process.cpuUsage());
