import type { z } from 'zod';
import { text } from './text.ts';

/** A partner's own reference: 1-255 code points, unique in the installation. */
export const Reference = text(1, 255).brand<'Reference'>();
export type Reference = z.infer<typeof Reference>;

/** What a partner is billed under: 1-50 code points. */
export const BillingId = text(1, 50).brand<'BillingId'>();
export type BillingId = z.infer<typeof BillingId>;
