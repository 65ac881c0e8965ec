import { bindLaws, persistenceContract } from '@tenantry/testing';
import { describe, it } from 'vitest';
import { emptySchemas } from '../postgres/empty-schemas.ts';

bindLaws({ describe, it }, 'postgres', persistenceContract(emptySchemas()));
