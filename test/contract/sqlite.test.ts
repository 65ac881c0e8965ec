import { bindLaws, persistenceContract } from '@tenantry/testing';
import { describe, it } from 'vitest';
import { freshFiles } from './fresh-files.ts';

bindLaws({ describe, it }, 'sqlite', persistenceContract(freshFiles()));
