import {
  AccountRef,
  type Application,
  MembershipRef,
  PersonName,
  type Power,
  UserName,
} from '@tenantry/domain';
import { z } from 'zod';
import type { Answered, Description } from '../description.ts';
import { everyKind, type KindsOf, type UnprovenBy } from '../openapi/kinds.ts';
import { AccountRefInText, Mailbox, RoleIds } from '../openapi/values.ts';
import { rehearsal, retryHeaders } from './asked.ts';
