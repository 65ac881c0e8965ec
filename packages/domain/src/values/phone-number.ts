import { z } from 'zod';

/** An optional `+`, then 5-20 of digits, blanks and `()-`, at least 5 of them digits. */
const written = /^\+?(?=(?:[ ()-]*[0-9]){5})[0-9 ()-]{5,20}$/;

/** A telephone number as people write it. */
export const PhoneNumber = z
  .string()
  .trim()
  .regex(written, {
    error: 'format: must be 5 to 20 digits, blanks, brackets and dashes after an optional +',
  })
  .brand<'PhoneNumber'>();
export type PhoneNumber = z.infer<typeof PhoneNumber>;

/** `+` and digits alone. */
export const canonicalPhoneNumber = (number: PhoneNumber): string => number.replace(/[^+0-9]/g, '');
