import { z } from 'zod';

/**
 * The text rule that every name, reference and label shares: trimmed, counted in code points,
 * no control characters (C0, DEL, C1), no NUL, no lone surrogates. Bad characters are refused
 * and never replaced, because SQLite keeps what PostgreSQL alters.
 */
export const text = (minimum: number, maximum: number) =>
  z.string().trim().min(minimum).max(maximum).regex(clean, {
    error: 'characters: must hold no control characters and no halves of a character',
  });

// Surrogates that stand alone are the only ones a `u` pattern sees.
const clean = /^[^\p{Cc}\p{Cs}]*$/u;

/** The form in which texts are compared for uniqueness. */
export const comparable = (value: string): string => value.normalize('NFC');
